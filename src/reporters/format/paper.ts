import type { ColourName, Colours } from '../reporter.js';
import { wrap } from './width.js';

/** The width of every terminal text: what still fits beside a log's margin. */
export const columnsMost = 80;

/** Where texts stand: behind the longest heading. */
const indent = 13;

/** A heading, filled up to where texts stand. */
export function heading(text: string, colours: Colours, colour: ColourName = 'bold'): string {
  const blanks = ' '.repeat(Math.max(1, indent - text.length));
  return text === '' ? blanks : colours[colour](text) + blanks;
}

/** A heading and a text beside it, which goes on under itself. */
export function entry(
  title: string,
  text: string,
  colours: Colours,
  colour: ColourName = 'bold',
): readonly string[] {
  const [first = '', ...rest] = wrap(text, columnsMost - indent);
  return [heading(title, colours, colour) + first, ...rest.map((line) => ' '.repeat(indent) + line)];
}

/** Lines moved to the right. */
export function indented(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => ' '.repeat(columns) + line);
}
