/** What JSON leaves bare but some readers take for a line end, and terminals for a command. */
const breaking = /[\u007f-\u009f\u2028\u2029]/g;

/** A value as one line of NDJSON, without the line end. Texts in it may be hostile. */
export function jsonLine(value: object): string {
  return JSON.stringify(value).replace(
    breaking,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
