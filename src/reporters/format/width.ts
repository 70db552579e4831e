/**
 * East Asian wide and fullwidth characters and emoji take two columns of a terminal, combining
 * marks none. Rough by ranges: a wrong guess shifts a column, nothing more.
 */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}]|[\u{20000}-\u{3FFFD}]/u;
const mark = /\p{M}/u;

/** How many columns a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** A text cut to at most so many columns, with an ellipsis where something is missing. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** A text filled up with blanks to so many columns. */
export function pad(text: string, columns: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/**
 * A text broken at blanks into lines of at most so many columns; longer words are broken too. A
 * number keeps its unit beside it.
 */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(breakable).flatMap((whole) => broken(whole, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

const breakable = / (?!(?:us|ms|s|min|ppm|%|B|kB|MB|GB)(?![\p{L}\d]))/u;

function broken(word: string, columns: number): readonly string[] {
  if (widthOf(word) <= columns) return [word];
  const pieces: string[] = [''];
  for (const character of word) {
    const last = pieces[pieces.length - 1] ?? '';
    if (widthOf(last + character) <= columns) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces;
}

function columnsOf(character: string): number {
  if (mark.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
