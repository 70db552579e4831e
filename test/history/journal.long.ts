import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { historyOf, journalWriter, readJournal, saidOf } from '../../src/history/journal.js';
import type { JournalEntry } from '../../src/history/journal.js';
import { anyAction, seed } from './arbitrary.js';
import { usedBytes } from './used-bytes.js';

it('journals three million entries in memory that does not grow, and folds the last of them', async () => {
  const writer = journalWriter();
  const actions = 1_500_000;
  const each = 25_000;
  let kept: Uint8Array[] = [];
  let settledBytes = 0;
  for (let id = 0; id < actions; id++) {
    const said = {
      user: `u${id % 1000}`,
      resource: `r${id % 100}`,
      step: id,
      intendedAtUs: id,
      phase: 'main',
    };
    writer.append({ entry: 'sent', id, ...said, sentAtUs: id + 5 });
    writer.append({ entry: 'settled', id, settledAtUs: id + 900, ...saidOf({ kind: 'accepted' }) });
    if (id % each !== each - 1) continue;
    const bytes = writer.flush();
    if (bytes !== null) kept = [...kept.slice(0, 1), bytes];
    if (id === each * 10 - 1) settledBytes = await usedBytes();
  }
  expect(await usedBytes()).toBeLessThan(settledBytes + 2_000_000);
  const history = historyOf(readJournal(Buffer.concat([...kept, writer.end()])).entries, []);
  expect(history.length).toBe(2 * each);
  expect(history.actionAt(history.length - 1)).toMatchObject({ id: actions - 1, outcome: 'accepted' });
});

it('reads a prefix from every cut of many files', () => {
  const entry = anyAction.map((action): JournalEntry => ({ entry: 'settled', ...action }));
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (entries) => {
      const writer = journalWriter();
      const parts: Uint8Array[] = [];
      for (const each of entries) {
        writer.append(each);
        parts.push(writer.flush() ?? new Uint8Array());
      }
      const bytes = Buffer.concat([...parts, writer.end()]);
      const whole = JSON.stringify([...readJournal(bytes).entries]).slice(0, -1);
      for (let cut = 0; cut < bytes.length; cut++) {
        const read = JSON.stringify([...readJournal(bytes.subarray(0, cut)).entries]).slice(0, -1);
        expect(whole.startsWith(read)).toBe(true);
      }
    }),
    { seed, numRuns: 15 },
  );
});
