import { addAction } from './add-action.js';
import type { History } from './history.js';
import { idIndex } from './id-index.js';
import { parsedLine, type BadLine, type DecodeOptions } from './ndjson.js';
import { ascii, cursorAt, type Cursor } from './plain/cursor.js';
import { plainLine } from './plain/plain-line.js';
import { isAction, plainRows } from './plain/plain-rows.js';
import { actionTable, type ActionTable } from './table.js';

/** Takes the bytes of an NDJSON file, one action a line, in pieces of any size. */
export interface HistoryReader {
  /** How many actions were read. */
  readonly length: number;
  /** The bytes may be used again afterwards. */
  push(bytes: Uint8Array): void;
  /** The file is over: a last line without a line end is read now. */
  end(): void;
  /** All actions, rows in order of sending. */
  history(): History;
}

/**
 * Reads files of millions of lines into columns. Plain lines go there straight from their bytes, at a
 * fraction of what `JSON.parse` costs; every other line is read as text, which alone says what is
 * wrong with one. Each line that is not blank becomes an action or goes to `bad`, in order.
 */
export function historyReader(bad: (bad: BadLine) => void, options: DecodeOptions = {}): HistoryReader {
  const table = actionTable(1024);
  const read = linesReader(table, bad, options);
  // A line that goes on in the next piece.
  let begun: Uint8Array[] = [];
  const readWhole = (last: Uint8Array): void => {
    read.text(joined([...begun, last]));
    begun = [];
  };
  return {
    get length() {
      return table.length;
    },
    push(bytes) {
      let from = 0;
      if (begun.length > 0) {
        const end = bytes.indexOf(ascii.lineFeed);
        if (end !== -1) readWhole(bytes.subarray(0, end));
        from = end === -1 ? 0 : end + 1;
      }
      if (begun.length === 0) from = read.lines(bytes, from);
      if (from < bytes.length) begun.push(bytes.slice(from));
    },
    end() {
      if (begun.length > 0) readWhole(new Uint8Array(0));
    },
    history: () => table.history([], true),
  };
}

function linesReader(table: ActionTable, bad: (bad: BadLine) => void, options: DecodeOptions) {
  const seen = idIndex();
  const plain = plainLine(table.texts);
  const addPlain = plainRows(table);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let line = 0;
  const text = (bytes: Uint8Array): void => {
    const parsed = parsedLine(decoder.decode(bytes), ++line, seen, options);
    if (parsed?.kind === 'action') addAction(table, parsed.action);
    else if (parsed !== null) bad(parsed);
  };
  const isPlain = (cursor: Cursor): boolean => {
    if (!plain.read(cursor) || !isAction(plain.values)) return false;
    const id = plain.id();
    if (id === undefined || seen.rowOf(id) !== -1) return false;
    seen.set(id, ++line);
    addPlain(id, plain.values);
    return true;
  };
  return {
    text,
    /** Reads all whole lines from a place on; says where the first begins that has no end here. */
    lines(bytes: Uint8Array, from: number): number {
      const cursor = cursorAt(bytes, from);
      for (let start = from; ; start = cursor.at) {
        if (isPlain(cursor)) continue;
        const end = bytes.indexOf(ascii.lineFeed, start);
        if (end === -1) return start;
        text(bytes.subarray(start, end));
        cursor.at = end + 1;
      }
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
