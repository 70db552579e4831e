import { actionFields, isTextField } from '../fields.js';
import type { ActionTable } from '../table.js';
import { ascii, wordOf, skipSpaces, took, tookWord, tookLineEnd, type Cursor } from './cursor.js';
import { recentTexts, textEnd } from './recent-texts.js';
import { orNull, outcome, textRead, wholeNumber, type ReadValue } from './values.js';

/**
 * Reads lines of NDJSON as turnwise and most tools write them: objects of known fields, their texts in
 * bare ASCII, their numbers whole. Whatever else a line may be, right or wrong, it is not plain.
 */
export interface PlainLine {
  /**
   * In the order of `actionFields`: numbers, codes of texts, the code of the outcome; `NaN` where a
   * field is absent or `null`, and for the id.
   */
  readonly values: Float64Array;
  /** Absent ids are `undefined`. */
  id(): string | number | undefined;
  /** Reads a line with its end. False where it is not plain: then nothing of the above holds. */
  read(cursor: Cursor): boolean;
}

/** Makes a reader whose texts have their codes from the dictionaries of a table. */
export function plainLine(texts: ActionTable['texts']): PlainLine {
  const values = new Float64Array(actionFields.length);
  const id = idReader();
  const readers = actionFields.map((field) => readerOf(field, texts) ?? id.read);
  const fieldAt = fieldReader();
  const readField = (cursor: Cursor, nth: number): boolean => {
    const field = fieldAt(cursor, nth);
    if (field === -1) return false;
    skipSpaces(cursor);
    const value = readers[field](cursor);
    values[field] = value;
    skipSpaces(cursor);
    return value !== -1;
  };
  return {
    values,
    id: id.last,
    read(cursor) {
      values.fill(Number.NaN);
      id.forget();
      if (!took(cursor, ascii.openBrace)) return false;
      for (let nth = 0; nth < actionFields.length; nth++) {
        if (!readField(cursor, nth)) return false;
        if (!took(cursor, ascii.comma)) return took(cursor, ascii.closeBrace) && tookLineEnd(cursor);
        skipSpaces(cursor);
      }
      return false;
    },
  };
}

/** Which field comes next, found first where it stood in the line before; -1 for none of ours. */
function fieldReader(): (cursor: Cursor, nth: number) => number {
  const names = actionFields.map((field) => wordOf(`"${field}":`));
  const expected = names.map((_, place) => place);
  return (cursor, nth) => {
    if (tookWord(cursor, names[expected[nth]])) return expected[nth];
    const place = names.findIndex((name) => tookWord(cursor, name));
    if (place !== -1) expected[nth] = place;
    return place;
  };
}

/** `null` for the id, which is no cell of a column. */
function readerOf(field: (typeof actionFields)[number], texts: ActionTable['texts']): ReadValue | null {
  if (field === 'id') return null;
  if (field === 'outcome') return outcome;
  if (field === 'step' || field === 'intendedAtUs') return wholeNumber;
  if (!isTextField(field)) return orNull(wholeNumber);
  const text = textRead(recentTexts(texts[field].dictionary));
  return field === 'user' || field === 'resource' ? text : orNull(text);
}

/** Ids are all different, so nothing is remembered of them. */
function idReader() {
  const decoder = new TextDecoder();
  let id: string | number | undefined;
  const read: ReadValue = (cursor) => {
    if (took(cursor, ascii.quote)) {
      const from = cursor.at;
      const to = textEnd(cursor);
      id = decoder.decode(cursor.bytes.subarray(from, to === -1 ? from : to));
      return to === -1 ? -1 : Number.NaN;
    }
    const number = wholeNumber(cursor);
    id = number;
    return number;
  };
  return { read, last: () => id, forget: () => void (id = undefined) };
}
