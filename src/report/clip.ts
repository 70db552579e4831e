const longest = 200;

/** Cuts what a server sent to a length that a report can carry. */
export function clip(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
