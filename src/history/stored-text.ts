/**
 * UTF-8 has no way to write half a surrogate pair, and two different texts must never become one.
 * Texts that UTF-8 cannot hold are stored as JSON behind a NUL; so are texts that start with a NUL.
 */
const escape = '\0';

/** The well-formed text that stands for any text in a file. Injective. */
export function storedText(text: string): string {
  return text.startsWith(escape) || /\p{Surrogate}/u.test(text) ? escape + JSON.stringify(text) : text;
}

/** The text that a stored text stands for. */
export function originalText(stored: string): string {
  return stored.startsWith(escape) ? (JSON.parse(stored.slice(1)) as string) : stored;
}
