import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import { historyReader } from '../../src/history/history-reader.js';
import type { History } from '../../src/history/history.js';
import { actionLine, parseActions, type BadLine, type DecodeOptions } from '../../src/history/ndjson.js';
import { anyAction, hostileText, seed } from './arbitrary.js';

const plain = {
  id: 1,
  user: 'u7',
  resource: 'r3',
  step: 0,
  intendedAtUs: 0,
  sentAtUs: 10,
  settledAtUs: 20,
  outcome: 'accepted',
};

interface Read {
  readonly actions: readonly object[];
  readonly bad: readonly BadLine[];
}

const rowsOf = (history: History) =>
  Array.from({ length: history.length }, (_, row) => history.actionAt(row));

/** Pieces of `size` bytes, in a buffer that is used again. */
function readInPieces(bytes: Uint8Array, size: number, options?: DecodeOptions): Read {
  const bad: BadLine[] = [];
  const reader = historyReader(({ line, key, message }) => void bad.push({ line, key, message }), options);
  const buffer = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    buffer.fill(0x22);
    buffer.set(piece);
    reader.push(buffer.subarray(0, piece.length));
  }
  reader.end();
  expect(reader.length).toBe(reader.history().length);
  return { actions: rowsOf(reader.history()), bad };
}

/** The same, each line read as text, as `JSON.parse` reads it. */
function readAsText(bytes: Uint8Array, options?: DecodeOptions): Read {
  const builder = historyBuilder();
  const bad: BadLine[] = [];
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  for (const parsed of parseActions(text.split('\n'), options)) {
    if (parsed.kind === 'action') builder.add(parsed.action);
    else bad.push({ line: parsed.line, key: parsed.key, message: parsed.message });
  }
  return { actions: rowsOf(builder.build()), bad };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Values of a line that stand near the border of what is plain. */
const value = fc.constantFrom(
  '0',
  '7',
  '00',
  '07',
  '-1',
  '-0',
  '1.5',
  '1e3',
  '1.',
  '999999999999999',
  '9999999999999999',
  'null',
  'nul',
  'true',
  '{}',
  '[]',
  '',
  '"',
  '""',
  '"u7"',
  '"r3"',
  '"a b"',
  '"a\\u0041"',
  '"\\n"',
  '"\t"',
  '"é"',
  '"\u007f"',
  '"accepted"',
  '"rejected"',
  '"error"',
  '"unknown"',
  '"dropped"',
  '"droppe"',
  '"act"',
  '20',
  '10',
);
const name = fc.constantFrom(
  'id',
  'user',
  'resource',
  'step',
  'intendedAtUs',
  'sentAtUs',
  'settledAtUs',
  'outcome',
  'action',
  'reason',
  'cost',
  'value',
  'token',
  'retryAfterMs',
  'machine',
  'x-mine',
  'sentAt',
  'us\\u0065r',
  '',
);
const space = fc.constantFrom(...Array.from({ length: 90 }, () => ''), '  ', '\t', '\r', '\n');

/** A right line of which some fields are changed, left out, doubled, in any order, with spaces anywhere. */
const nearlyPlain = fc
  .record({
    changes: fc.array(fc.tuple(name, value), { maxLength: 3 }),
    order: fc.array(fc.nat({ max: 9 }), { maxLength: 4 }),
    lacks: fc.option(fc.nat({ max: 40 }), { freq: 2 }),
    id: fc.oneof(fc.nat({ max: 30 }).map(String), fc.constantFrom('"a"', '"1"', '""', '"é"')),
    spaces: fc.array(space, { minLength: 4, maxLength: 4 }),
    tail: fc.constantFrom(...Array.from({ length: 40 }, () => ''), '\r', ' ', ',', '}', '{}'),
  })
  .map(({ changes, order, lacks, id, spaces: [a, b, c, d], tail }) => {
    const fields = Object.entries({ ...plain, id: 0 }).map(([key, of]) => [
      key,
      key === 'id' ? id : JSON.stringify(of),
    ]);
    for (const at of order) fields.push(...fields.splice(at, 1));
    if (lacks !== null) fields.splice(lacks, 1);
    const all = [...fields, ...changes].map(([key, of]) => `"${key}"${a}:${b}${of}`);
    return `${c}{${all.join(`${d},${b}`)}${d}}${tail}`;
  });

const line = fc.oneof(
  { weight: 4, arbitrary: nearlyPlain },
  { weight: 2, arbitrary: anyAction.map(actionLine) },
  { weight: 1, arbitrary: fc.oneof(hostileText, fc.json()) },
);

describe(`a file of NDJSON (seed ${seed})`, () => {
  it('is read as its lines are as texts, however it is cut', () => {
    let good = 0;
    let bad = 0;
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        fc.boolean(),
        (lines, size, closed, allowExtra) => {
          const bytes = bytesOf(lines.join('\n') + (closed ? '\n' : ''));
          const expected = readAsText(bytes, { allowExtra });
          expect(readInPieces(bytes, size, { allowExtra })).toEqual(expected);
          good += expected.actions.length;
          bad += expected.bad.length;
        },
      ),
      { seed, numRuns: 1000 },
    );
    expect(Math.min(good, bad)).toBeGreaterThan(300);
  });

  it('is read the same where its bytes are no UTF-8', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 90 }),
        (junk, size) => {
          const text = bytesOf(JSON.stringify({ ...plain, user: 'u' }));
          const at = 15;
          const lines = junk.map((some) => [...text.subarray(0, at), ...some, ...text.subarray(at), 0x0a]);
          const bytes = Uint8Array.from(lines.flat());
          expect(readInPieces(bytes, size)).toEqual(readAsText(bytes));
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it('may have many names, more than are remembered, long ones among them', () => {
    const lines = Array.from({ length: 30_000 }, (_, id) =>
      JSON.stringify({
        ...plain,
        id,
        user: `u${(id * 7919) % 9000}`,
        resource: `${'r'.repeat(id % 60)}${id % 77}`,
      }),
    );
    const bytes = bytesOf(`${lines.join('\n')}\n`);
    expect(readInPieces(bytes, 65_536)).toEqual(readAsText(bytes));
  });

  it('may hold a line of ten megabytes', () => {
    const text = 'x'.repeat(10_000_000);
    const { actions } = readInPieces(bytesOf(JSON.stringify({ ...plain, value: text })), 65_536);
    expect(actions).toMatchObject([{ value: text }]);
  });
});
