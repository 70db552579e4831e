import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueQueue } from '../../src/runtime/due-queue.js';

interface Entry {
  readonly dueUs: number;
  readonly order: number;
  cancelled: boolean;
}

test('entries leave by due time, then in the order they came, without the cancelled', () => {
  const entries = fc.array(fc.record({ dueUs: fc.integer({ min: 0, max: 20 }), cancelled: fc.boolean() }));
  fc.assert(
    fc.property(entries, (wanted) => {
      const queue = new DueQueue<Entry>();
      const all = wanted.map((entry, order) => ({ ...entry, order }));
      for (const entry of all) queue.push(entry);
      const left: Entry[] = [];
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) left.push(next);
      const expected = all
        .filter((entry) => !entry.cancelled)
        .toSorted((a, b) => a.dueUs - b.dueUs || a.order - b.order);
      expect(left).toEqual(expected);
    }),
  );
});

test('pushes and pops may be mixed', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: null })), (script) => {
      const queue = new DueQueue<Entry>();
      const model: Entry[] = [];
      script.forEach((dueUs, order) => {
        if (dueUs === null) {
          model.sort((a, b) => a.dueUs - b.dueUs || a.order - b.order);
          expect(queue.pop()).toEqual(model.shift());
        } else {
          queue.push({ dueUs, order, cancelled: false });
          model.push({ dueUs, order, cancelled: false });
        }
      });
    }),
  );
});
