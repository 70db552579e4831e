/** A text without its numbers: what texts have in common that differ each time. */
export function shapeOf(text: string): string {
  return text.replace(/\d+/gu, '#');
}
