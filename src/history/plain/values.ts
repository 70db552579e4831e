import { outcomeKinds } from '../outcome.js';
import { ascii, wordOf, took, tookWord, type Cursor } from './cursor.js';
import type { RecentTexts } from './recent-texts.js';

/** Reads a value: 0 or more, `NaN` for `null`; -1 for what is not plain, the cursor being anywhere then. */
export type ReadValue = (cursor: Cursor) => number;

const nothing = wordOf('null');
const kinds = outcomeKinds.map((kind) => wordOf(`"${kind}"`));

/** `null` is read as well. */
export function orNull(read: ReadValue): ReadValue {
  return (cursor) => (tookWord(cursor, nothing) ? Number.NaN : read(cursor));
}

/** The code of a text. */
export function textRead(recent: RecentTexts): ReadValue {
  return (cursor) => (took(cursor, ascii.quote) ? recent.codeAt(cursor) : -1);
}

/** The code of an outcome. */
export const outcome: ReadValue = (cursor) => kinds.findIndex((kind) => tookWord(cursor, kind));

/** More digits may be a number that a double does not hold. */
const digitsMost = 15;

/**
 * A whole number of 0 or more as JSON writes it, without a zero in front. What is right but rare is
 * not plain: signs, fractions, exponents.
 */
export const wholeNumber: ReadValue = (cursor) => {
  const { bytes, at: from, end } = cursor;
  let value = 0;
  let at = from;
  while (at < end && at <= from + digitsMost) {
    const digit = bytes[at] - ascii.zero;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    at++;
  }
  const digits = at - from;
  cursor.at = at;
  const isWritten = digits === 1 || (digits > 1 && digits <= digitsMost && bytes[from] !== ascii.zero);
  return isWritten ? value : -1;
};
