import { tableFromIPC } from 'apache-arrow';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action, HistoryEvent } from '../../src/history/action.js';
import { wholeMessages } from '../../src/history/arrow-messages.js';
import { historyOf, journalWriter, readJournal, saidOf } from '../../src/history/journal.js';
import type { Journal, JournalEntry } from '../../src/history/journal.js';
import { anyAction, anyActions, hostileText, inSendOrder, seed } from './arbitrary.js';

const finished: JournalEntry = {
  entry: 'event',
  event: { kind: 'finished', atUs: 2 ** 50, how: 'completed' },
};

/** Only what is said: absent and `null` are the same in a journal. */
function said(entry: JournalEntry): unknown {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined && value !== null),
  );
}

const anyEvent: fc.Arbitrary<HistoryEvent> = fc.oneof(
  fc.record({ kind: fc.constant('note' as const), atUs: fc.nat(), text: hostileText }),
  fc.record({ kind: fc.constant('phase-started' as const), atUs: fc.nat(), phase: hostileText }),
);

const anyEntry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc
    .tuple(fc.constantFrom('sent', 'settled', 'dropped', 'overdue'), anyAction)
    .map(([entry, action]) => ({ entry, ...action })),
  fc.record({ entry: fc.constant('overdue' as const), id: fc.nat() }),
  fc
    .tuple(fc.nat(2 ** 31 - 1), hostileText, fc.nat(), fc.option(hostileText))
    .map(([id, connection, settledAtUs, room]) => ({
      entry: 'received' as const,
      id,
      connection,
      settledAtUs,
      ...(room === null ? {} : { value: room }),
    })),
  anyEvent.map((event) => ({ entry: 'event' as const, event })),
);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** The file of these entries, flushed after each batch. */
function fileOf(batches: readonly (readonly JournalEntry[])[]): Uint8Array {
  const writer = journalWriter();
  const parts: Uint8Array[] = [];
  for (const batch of batches) {
    for (const entry of batch) writer.append(entry);
    const bytes = writer.flush();
    if (bytes !== null) parts.push(bytes);
  }
  return joined([...parts, writer.end()]);
}

const saidIn = (journal: Journal): unknown[] => Array.from(journal.entries, said);

describe(`journal file (seed ${seed})`, () => {
  it('gives back every entry, in order, whatever the flushes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyEntry, { maxLength: 6 }), { maxLength: 4 }), (batches) => {
        const journal = readJournal(fileOf(batches));
        expect(saidIn(journal)).toEqual(batches.flat().map(said));
        expect(saidIn(journal)).toEqual(batches.flat().map(said));
        expect(journal.truncated).toBe(false);
      }),
      { seed, numRuns: 80 },
    );
  });

  it('cut at any byte gives a prefix of the entries, and never throws', () => {
    const batches = fc.sample(fc.array(anyEntry, { minLength: 2, maxLength: 2 }), { seed, numRuns: 3 });
    const bytes = fileOf(batches);
    const expected = batches.flat().map(said);
    const lengths = new Set<number>();
    for (let cut = 0; cut < bytes.length; cut++) {
      const journal = readJournal(bytes.subarray(0, cut));
      const entries = saidIn(journal);
      expect(entries).toEqual(expected.slice(0, entries.length));
      expect(journal.truncated).toBe(true);
      lengths.add(entries.length);
    }
    expect([...lengths]).toEqual([0, 2, 4, 6]);
    expect(readJournal(bytes).truncated).toBe(false);
  });

  it('has whole messages up to exactly where it is cut', () => {
    const bytes = fileOf(fc.sample(fc.array(anyEntry, { minLength: 1, maxLength: 1 }), { seed, numRuns: 3 }));
    const { ends } = wholeMessages(bytes);
    expect([ends.length, ends.at(-1)]).toEqual([4, bytes.length - 8]);
    for (let cut = 0; cut < bytes.length; cut++) {
      const expected = { ends: ends.filter((end) => end <= cut), ended: false };
      expect(wholeMessages(bytes.subarray(0, cut))).toEqual(expected);
    }
  });

  it('with any bytes behind a cut still gives at least what is before it, or is refused', () => {
    const whole = fileOf(fc.sample(fc.array(anyEntry, { minLength: 2, maxLength: 2 }), { seed, numRuns: 2 }));
    const before = readJournal(whole).entries;
    const body = whole.subarray(0, whole.length - 8);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (junk) => {
        const entries = saidIn(readJournal(joined([body, junk])));
        expect(entries).toEqual(Array.from(before, said));
      }),
      { seed, numRuns: 80 },
    );
    expect(saidIn(readJournal(joined([body, new Uint8Array(4096)]))).length).toBe(4);
  });

  it('can be read from the middle of a larger buffer', () => {
    const bytes = fileOf([[{ entry: 'sent', id: 1, user: 'u', sentAtUs: 5 }]]);
    const shifted = joined([new Uint8Array(3), bytes]).subarray(3);
    expect(saidIn(readJournal(shifted))).toEqual([{ entry: 'sent', id: 1, user: 'u', sentAtUs: 5 }]);
  });

  it('is a plain Arrow stream with one column for each field', () => {
    const table = tableFromIPC(
      fileOf([
        [{ entry: 'sent', id: 7, user: 'u1', resource: 'r2', step: 3, intendedAtUs: 10, sentAtUs: 12 }],
        [
          {
            entry: 'settled',
            id: 7,
            settledAtUs: 900,
            ...saidOf({ kind: 'rejected', reason: 'é', retryAfterMs: 3 }),
          },
        ],
      ]),
    );
    expect(table.numRows).toBe(2);
    expect(table.toArray().map((row) => said(row?.toJSON() as JournalEntry))).toEqual([
      { entry: 'sent', id: 7, user: 'u1', resource: 'r2', step: 3, intendedAtUs: 10, sentAtUs: 12 },
      { entry: 'settled', id: 7, outcome: 'rejected', reason: 'é', settledAtUs: 900, retryAfterMs: 3 },
    ]);
    expect(table.schema.fields.map((field) => String(field.type))).toEqual([
      ...Array.from({ length: 14 }, () => 'Utf8'),
      ...Array.from({ length: 9 }, () => 'Float64'),
    ]);
  });

  it('keeps texts apart that UTF-8 would make one, and huge ones whole', () => {
    const texts = [
      '\ud800',
      '\udfff',
      '\ufffd',
      '\0',
      '\0"\\ud800"',
      '\ufeff',
      '',
      'é'.repeat(70_000),
      'x'.repeat(3_000_000),
    ];
    const entries: JournalEntry[] = texts.map((user, id) => ({ entry: 'sent', id, user, value: user }));
    expect(saidIn(readJournal(fileOf([entries.slice(0, 4), entries.slice(4)])))).toEqual(entries);
  });

  it('of nobody else is refused', () => {
    expect(() => readJournal(new TextEncoder().encode('PAR1 and so on'))).toThrow('this is no Arrow stream');
    expect(readJournal(new Uint8Array())).toEqual({ entries: [], truncated: true });
    expect(readJournal(journalWriter().end()).truncated).toBe(false);
  });

  it('flushes nothing when nothing has happened', () => {
    const writer = journalWriter();
    expect(writer.flush()).toBeNull();
    writer.append(finished);
    expect(writer.pending).toBe(1);
    expect(writer.flush()?.length).toBeGreaterThan(0);
    expect([writer.flush(), writer.pending]).toEqual([null, 0]);
  });

  it('of any actions folds to exactly these actions', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const entries = actions.map((action): JournalEntry => ({ entry: 'settled', ...action }));
        const history = historyOf(readJournal(fileOf([entries, [finished]])).entries, []);
        const rows = Array.from({ length: history.length }, (_, row): Action => history.actionAt(row));
        expect(rows).toEqual(inSendOrder(actions));
        expect(history.complete).toBe(true);
      }),
      { seed, numRuns: 60 },
    );
  });
});
