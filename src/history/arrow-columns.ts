import { Float64, Utf8, makeData } from 'apache-arrow';
import type { Data } from 'apache-arrow';
import { storedText } from './stored-text.js';

/** A nullable Arrow column under construction. Rows nobody puts are null; memory is used again and again. */
export interface PendingColumn<Value, Type extends Float64 | Utf8> {
  /** Rows must come in rising order. */
  put(row: number, value: Value): void;
  /** The first `rows` rows. A view: only valid until `clear`. */
  data(rows: number): Data<Type>;
  clear(): void;
}

/** Makes a column of doubles. */
export function pendingNumbers(): PendingColumn<number, Float64> {
  let values = new Float64Array(1024);
  const valid = validity();
  const reserve = (rows: number): void => {
    if (rows <= values.length) return;
    const old = values;
    values = new Float64Array(Math.max(rows, old.length * 2));
    values.set(old);
  };
  return {
    put(row, value) {
      if (row >= values.length) reserve(row + 1);
      values[row] = value;
      valid.mark(row);
    },
    data(rows) {
      reserve(rows);
      return makeData({
        type: new Float64(),
        length: rows,
        data: values.subarray(0, rows),
        ...valid.of(rows),
      });
    },
    clear() {
      if (valid.clear()) values.fill(0);
    },
  };
}

/** Makes a column of texts. */
export function pendingTexts(): PendingColumn<string, Utf8> {
  const text = utf8Buffer();
  const valid = validity();
  let offsets = new Int32Array(1025);
  let filled = 0;
  const reserve = (rows: number): void => {
    if (rows < offsets.length) return;
    const old = offsets;
    offsets = new Int32Array(Math.max(rows + 1, old.length * 2));
    offsets.set(old);
  };
  /** Rows that were skipped end where they start. */
  const fillTo = (rows: number): void => {
    reserve(rows);
    while (filled < rows) offsets[++filled] = text.length;
  };
  return {
    put(row, value) {
      fillTo(row);
      text.append(value);
      fillTo(row + 1);
      valid.mark(row);
    },
    data(rows) {
      fillTo(rows);
      return makeData({
        type: new Utf8(),
        length: rows,
        valueOffsets: offsets.subarray(0, rows + 1),
        data: text.bytes(),
        ...valid.of(rows),
      });
    },
    clear() {
      text.clear();
      valid.clear();
      filled = 0;
    },
  };
}

interface Validity {
  mark(row: number): void;
  of(rows: number): { readonly nullCount: number; readonly nullBitmap: Uint8Array };
  /** Whether anything was marked. */
  clear(): boolean;
}

function validity(): Validity {
  let bits = new Uint8Array(128);
  let marked = 0;
  const reserve = (rows: number): void => {
    if (rows <= bits.length * 8) return;
    const old = bits;
    bits = new Uint8Array(Math.max((rows + 7) >>> 3, old.length * 2));
    bits.set(old);
  };
  return {
    mark(row) {
      if (row >= bits.length * 8) reserve(row + 1);
      bits[row >>> 3] |= 1 << (row & 7);
      marked++;
    },
    of(rows) {
      reserve(rows);
      return { nullCount: rows - marked, nullBitmap: bits.subarray(0, (rows + 7) >>> 3) };
    },
    clear() {
      if (marked === 0) return false;
      bits.fill(0);
      marked = 0;
      return true;
    },
  };
}

interface Utf8Buffer {
  readonly length: number;
  append(text: string): void;
  bytes(): Uint8Array;
  clear(): void;
}

/** Names are short and ASCII: copying their codes is several times faster than a call of the encoder. */
function utf8Buffer(): Utf8Buffer {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(1024);
  let length = 0;
  const reserve = (more: number): void => {
    if (length + more <= bytes.length) return;
    const old = bytes;
    bytes = new Uint8Array(Math.max(length + more, old.length * 2));
    bytes.set(old.subarray(0, length));
  };
  const encode = (text: string): void => {
    const stored = storedText(text);
    reserve(stored.length * 3);
    length += encoder.encodeInto(stored, bytes.subarray(length)).written;
  };
  return {
    get length() {
      return length;
    },
    append(text) {
      const size = text.length;
      if (length + size > bytes.length) reserve(size);
      const target = bytes;
      const start = length;
      for (let i = 0; i < size; i++) {
        const code = text.charCodeAt(i);
        if (code >= 0x80 || (code === 0 && i === 0)) return encode(text);
        target[start + i] = code;
      }
      length = start + size;
    },
    bytes: () => bytes.subarray(0, length),
    clear() {
      length = 0;
    },
  };
}
