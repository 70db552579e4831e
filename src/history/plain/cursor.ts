/** A place in bytes that are read. `at` moves on with what has been read; `end` is behind the last. */
export interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  readonly end: number;
}

/** Begins at a place in some bytes. */
export function cursorAt(bytes: Uint8Array, at: number): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { bytes, view, at, end: bytes.length };
}

/** The bytes that plain JSON is told by. */
export const ascii = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  zero: 0x30,
  backslash: 0x5c,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  /** From here on a byte is part of a longer character. */
  longer: 0x80,
} as const;

/** Reads one byte if it is this one; else nothing. */
export function took(cursor: Cursor, byte: number): boolean {
  if (cursor.at >= cursor.end || cursor.bytes[cursor.at] !== byte) return false;
  cursor.at++;
  return true;
}

/** A text that lines are full of. */
export interface Word {
  readonly length: number;
  /** Its bytes four by four, the last four overlapping those before if need be. */
  readonly fours: Int32Array;
}

/** A word of four bytes or more. */
export function wordOf(text: string): Word {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer);
  const count = Math.ceil(bytes.length / 4);
  const fours = Int32Array.from({ length: count }, (_, index) =>
    view.getInt32(Math.min(index * 4, bytes.length - 4)),
  );
  return { length: bytes.length, fours };
}

/** Reads this word, or nothing. */
export function tookWord(cursor: Cursor, { length, fours }: Word): boolean {
  const { view, at } = cursor;
  const next = at + length;
  if (next > cursor.end) return false;
  const last = fours.length - 1;
  for (let index = 0; index < last; index++) if (view.getInt32(at + index * 4) !== fours[index]) return false;
  if (view.getInt32(next - 4) !== fours[last]) return false;
  cursor.at = next;
  return true;
}

/** Reads the end of a line; what only ends with the bytes is none. */
export function tookLineEnd(cursor: Cursor): boolean {
  took(cursor, ascii.carriageReturn);
  return took(cursor, ascii.lineFeed);
}

/** Reads spaces and tabs, which some tools write after each colon and comma. */
export function skipSpaces(cursor: Cursor): void {
  const { bytes, end } = cursor;
  let { at } = cursor;
  while (at < end && (bytes[at] === ascii.space || bytes[at] === ascii.tab)) at++;
  cursor.at = at;
}
