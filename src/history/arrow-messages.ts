/** How far an Arrow IPC stream holds whole messages. */
export interface WholeMessages {
  /** Where each whole message ends, in order. */
  readonly ends: readonly number[];
  /** Whether the mark of the end of the stream follows the last of them. */
  readonly ended: boolean;
}

/**
 * Finds the message boundaries of an Arrow IPC stream without reading the messages: each is
 * `FFFFFFFF`, the length of its metadata, the metadata (a flatbuffer) and a body whose length the
 * metadata tells. Stops at the first message that is not whole, so a cut file reads up to the cut.
 * Source: Arrow columnar format, "Encapsulated message format" and `Message.fbs`.
 */
export function wholeMessages(bytes: Uint8Array): WholeMessages {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends: number[] = [];
  let at = 0;
  while (at + 8 <= bytes.length && view.getUint32(at, true) === continuation) {
    const metadataLength = view.getInt32(at + 4, true);
    if (metadataLength === 0) return { ends, ended: true };
    const bodyAt = at + 8 + metadataLength;
    if (metadataLength < 0 || bodyAt > bytes.length) break;
    const end = bodyAt + bodyLength(view, at + 8, bodyAt);
    if (!(end <= bytes.length)) break;
    ends.push(end);
    at = end;
  }
  return { ends, ended: false };
}

/** What every message starts with. */
export const continuation = 0xffffffff;

/** The fourth field of the table `Message`: 64 bits, 0 when left out, `NaN` when it cannot be read. */
function bodyLength(view: DataView, start: number, end: number): number {
  const inside = (at: number, size: number): boolean => at >= start && at + size <= end;
  const table = start + (inside(start, 4) ? view.getUint32(start, true) : NaN);
  if (!inside(table, 4)) return NaN;
  const vtable = table - view.getInt32(table, true);
  if (!inside(vtable, 2)) return NaN;
  const slot = vtable + 4 + 2 * 3;
  if (slot + 2 > vtable + view.getUint16(vtable, true)) return 0;
  const offset = inside(slot, 2) ? view.getUint16(slot, true) : NaN;
  if (offset === 0) return 0;
  if (!inside(table + offset, 8)) return NaN;
  const length = Number(view.getBigInt64(table + offset, true));
  return length >= 0 ? length : NaN;
}
