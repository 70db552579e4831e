import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import { historyOf, journalWriter, readJournal, type JournalReceipt } from '../../src/history/journal.js';
import { hostileText, seed } from './arbitrary.js';

const anyReceipt: fc.Arbitrary<JournalReceipt> = fc
  .tuple(fc.nat(2 ** 31 - 1), fc.oneof(fc.constantFrom('u0.1', 'u1.1'), hostileText), fc.nat(), room())
  .map(([id, connection, settledAtUs, value]) => ({
    entry: 'received',
    id,
    connection,
    settledAtUs,
    ...(value === null ? {} : { value }),
  }));

function room(): fc.Arbitrary<string | null> {
  return fc.option(fc.oneof(fc.constantFrom('east', 'west'), hostileText));
}

function said({ receipts }: History): readonly JournalReceipt[] {
  return Array.from({ length: receipts.length }, (_, index) => {
    const code = receipts.room[index] ?? -1;
    return {
      entry: 'received',
      id: receipts.action[index] ?? -1,
      connection: receipts.connections[receipts.connection[index] ?? -1] ?? '',
      settledAtUs: receipts.atUs[index] ?? NaN,
      ...(code === -1 ? {} : { value: receipts.rooms[code] ?? '' }),
    };
  });
}

describe(`receipts (seed ${seed})`, () => {
  it('come out as they went in, in order of arrival, from the builder and through a journal', () => {
    fc.assert(
      fc.property(fc.array(anyReceipt, { maxLength: 40 }), fc.nat(5), (receipts, flushAfter) => {
        const builder = historyBuilder();
        const writer = journalWriter();
        const parts: Uint8Array[] = [];
        receipts.forEach((receipt, index) => {
          const { id, connection, settledAtUs, value } = receipt;
          builder.received(id, connection, settledAtUs, value ?? null);
          writer.append(receipt);
          const bytes = index % 5 === flushAfter ? writer.flush() : null;
          if (bytes !== null) parts.push(bytes);
        });
        expect(said(builder.build())).toEqual(receipts);
        const file = new Uint8Array(Buffer.concat([...parts, writer.end()]));
        expect(said(historyOf(readJournal(file).entries, []))).toEqual(receipts);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('a history that was built before more arrived stays as it was', () => {
    const builder = historyBuilder();
    builder.received(1, 'u0.1', 5, null);
    const before = builder.build();
    builder.received(2, 'u1.1', 6, 'east');
    expect(said(before)).toEqual([{ entry: 'received', id: 1, connection: 'u0.1', settledAtUs: 5 }]);
    expect(said(builder.build())).toHaveLength(2);
  });
});
