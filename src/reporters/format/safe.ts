/** A whole escape sequence of the usual kind, `ESC [ 31 m`: its visible tail goes with it. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const sequence = /(?:\u001B\[|\u009B)[0-?]*[@-~]/gu;
const blanks = /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu;
/** Control characters, marks of direction and other invisible ones, halves of pairs, non-characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/**
 * A text that can be shown anywhere on one line: nothing in it moves a cursor, turns text round or
 * hides. Of longer commands to a terminal only the invisible parts go: a sequence left open in one
 * text must not swallow the words that follow it.
 */
export function safeText(text: string): string {
  return text.replace(sequence, '').replace(blanks, ' ').replace(invisible, '');
}
