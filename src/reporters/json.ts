import type { Reporter } from './reporter.js';

/**
 * The report as it stands. Characters that a terminal could obey, or that turn text round, are
 * written as escapes: outside strings JSON has none of them, so the meaning stays the same.
 */
export const json: Reporter = {
  name: 'json',
  render: jsonText,
};

/** Any value of plain data, written the same way. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(unruly, escaped)}\n`;
}

const unruly = /[\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
