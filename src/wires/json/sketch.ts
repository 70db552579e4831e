import { isRecord } from './json.js';

const keysMax = 6;
const charsMax = 40;

/**
 * A document in a few words, for reasons: its first keys with their scalars, what lies deeper only
 * as `{…}`. Never walks a large document, whatever a server sends.
 */
export function sketch(document: unknown): string {
  if (!isRecord(document)) return scalar(document);
  const parts: string[] = [];
  for (const key in document) {
    if (parts.length === keysMax) {
      parts.push('…');
      break;
    }
    parts.push(`${cut(key)}: ${scalar(document[key])}`);
  }
  return `{${parts.join(', ')}}`;
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return `"${cut(value)}"`;
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return '[…]';
  if (isRecord(value)) return '{…}';
  return typeof value === 'object' ? 'binary data' : typeof value;
}

function cut(text: string): string {
  // Joined anew, because a slice of a long string keeps the whole string alive.
  return text.length <= charsMax ? text : `${text.slice(0, charsMax).split('').join('')}…`;
}
