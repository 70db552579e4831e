const charsMost = 200;

/** Control and format characters (terminal escapes, overrides of the writing direction) and lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text that code or a server chose, made fit for histories: one line, no control characters, bounded. */
export function shown(text: string, most = charsMost): string {
  const head = text.length <= most ? text : `${text.slice(0, most - 1)}…`;
  return head.replace(unprintable, ' ').trim();
}

/** What an error says of itself. */
export function errorText(error: unknown): string {
  return shown(error instanceof Error ? error.message || error.name : String(error));
}

/** `2s`, `350ms`: a duration in the largest unit in which it is a short number. */
export function spanText(us: number): string {
  if (us >= 1_000_000) return `${Math.round(us / 100_000) / 10}s`;
  return us >= 1000 ? `${Math.round(us / 100) / 10}ms` : `${Math.round(us)}us`;
}
