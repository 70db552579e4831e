import { suggestion } from '../nearest.js';

/** A piece of user input as it may stand in a message: one line, short, without control characters. */
export function quoted(text: string): string {
  const oneLine = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll(/\p{C}/gu, '?');
  return `\`${oneLine.length > 60 ? `${oneLine.slice(0, 57)}...` : oneLine}\``;
}

/** A value in words, for "..., but is X". */
export function inWords(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (value === '') return 'empty text';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  if (typeof value === 'boolean') return `${value}`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}

/** The sentence about a key that is not known here. */
export function unknownKey(key: string, known: readonly string[]): string {
  return `unknown key ${quoted(key)}${suggestion(key, known)}`;
}

/** A list of names for a message: `` `a`, `b` or `c` ``. */
export function oneOf(names: readonly string[]): string {
  const marked = names.map((name) => `\`${name}\``);
  const last = marked.pop() ?? '';
  return marked.length === 0 ? last : `${marked.join(', ')} or ${last}`;
}
