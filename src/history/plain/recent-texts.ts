import type { Dictionary } from '../dictionary.js';
import { ascii, type Cursor } from './cursor.js';

/** Gives texts in bytes the codes of a dictionary, and remembers those that came lately. */
export interface RecentTexts {
  /** Reads a text from behind its opening quote. Its code; -1 where it is not plain. */
  codeAt(cursor: Cursor): number;
}

const slots = 1 << 13;
/** Longer texts are rare, and every slot has room for the longest. */
const bytesMost = 48;

/**
 * Names come again and again, and to make a string of one and look it up costs more than to read the
 * rest of a line. So a text is looked for by its bytes among those that came lately: each has a slot
 * by its hash, and a newer one takes it. That memory is bounded whatever comes and collides; what
 * code a text has is for the dictionary alone to say.
 */
export function recentTexts(dictionary: Dictionary): RecentTexts {
  let kept: Kept | null = null;
  return {
    codeAt(cursor) {
      const { bytes, at: from } = cursor;
      const hash = hashOfText(cursor);
      if (hash === -1) return -1;
      const to = cursor.at - 1;
      kept ??= noneKept();
      const slot = (hash ^ (hash >>> 15)) & (slots - 1);
      if (isKept(kept, slot, bytes, from, to)) return kept.codes[slot];
      if (isKept(kept, slot ^ 1, bytes, from, to)) return kept.codes[slot ^ 1];
      const code = dictionary.codeOf(decoder.decode(bytes.subarray(from, to)));
      // The one there may be needed as often.
      if (kept.lengths[slot] !== -1) move(kept, slot);
      if (to - from <= bytesMost) keep(kept, slot, bytes.subarray(from, to), code);
      return code;
    },
  };
}

const decoder = new TextDecoder();

interface Kept {
  /** -1 where nothing is kept. */
  readonly lengths: Int8Array;
  readonly codes: Int32Array;
  readonly bytes: Uint8Array;
}

function noneKept(): Kept {
  const lengths = new Int8Array(slots).fill(-1);
  return { lengths, codes: new Int32Array(slots), bytes: new Uint8Array(slots * bytesMost) };
}

/** Reads to behind the closing quote, and hashes (FNV-1a of Fowler, Noll and Vo); -1 where it is not plain. */
function hashOfText(cursor: Cursor): number {
  const { bytes, end } = cursor;
  let hash = 0x811c9dc5;
  for (let { at } = cursor; at < end; at++) {
    const byte = bytes[at];
    if (byte === ascii.quote) {
      cursor.at = at + 1;
      return hash & 0x7fffffff;
    }
    if (byte < ascii.space || byte === ascii.backslash || byte >= ascii.longer) return -1;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return -1;
}

/** Reads a text to behind its closing quote, and says where that stands; -1 where it is not plain. */
export function textEnd(cursor: Cursor): number {
  return hashOfText(cursor) === -1 ? -1 : cursor.at - 1;
}

function isKept(kept: Kept, slot: number, bytes: Uint8Array, from: number, to: number): boolean {
  if (kept.lengths[slot] !== to - from) return false;
  const shift = slot * bytesMost - from;
  for (let at = from; at < to; at++) if (kept.bytes[at + shift] !== bytes[at]) return false;
  return true;
}

function keep(kept: Kept, slot: number, text: Uint8Array, code: number): void {
  kept.lengths[slot] = text.length;
  kept.codes[slot] = code;
  kept.bytes.set(text, slot * bytesMost);
}

function move(kept: Kept, slot: number): void {
  const from = slot * bytesMost;
  keep(kept, slot ^ 1, kept.bytes.subarray(from, from + kept.lengths[slot]), kept.codes[slot]);
}
