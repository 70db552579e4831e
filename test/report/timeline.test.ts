import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import { timelineOf } from '../../src/report/timeline.js';
import { connectionEvents, judgedActions } from './arbitrary.js';
import { actionOf, historyOf } from './fixture.js';
import { runs } from './seed.js';

const opened = (atUs: number): HistoryEvent => ({
  kind: 'connection-opened',
  atUs,
  user: 'u0',
  connection: `c${atUs}`,
  connectUs: 5,
});

const isChange = ({ kind }: HistoryEvent) => kind === 'connection-opened' || kind === 'connection-lost';

const at = (sentAtUs: number, id: number) =>
  actionOf({ id, intendedAtUs: sentAtUs, sentAtUs, settledAtUs: sentAtUs + 10 });

/** A history that goes on for 20 seconds, with these events. */
const long = (events: readonly HistoryEvent[]) =>
  timelineOf(historyOf([at(0, 0), at(19_500_000, 1)], events));

const samples = fc
  .array(fc.record({ afterUs: fc.nat(3_000_000), in: fc.nat(9999), out: fc.nat(9999), open: fc.nat(50) }), {
    minLength: 2,
    maxLength: 12,
  })
  .map((steps) => {
    let [atUs, bytesIn, bytesOut] = [0, 0, 0];
    return steps.map((step): Extract<HistoryEvent, { kind: 'traffic' }> => {
      atUs += step.afterUs + 1;
      bytesIn += step.in;
      bytesOut += step.out;
      return { kind: 'traffic', atUs, bytesIn, bytesOut, open: step.open };
    });
  });

describe('slices of time', () => {
  test('say how late the sends of each were', () => {
    fc.assert(
      fc.property(judgedActions, (rows) => {
        const actions = rows.map(({ action }) => action);
        for (const { atUs, latenessP99Us } of timelineOf(historyOf(actions))) {
          const late = actions
            .flatMap(({ sentAtUs, intendedAtUs }) =>
              sentAtUs !== null && sentAtUs >= atUs && sentAtUs < atUs + 1_000_000
                ? [sentAtUs - intendedAtUs]
                : [],
            )
            .toSorted((a, b) => a - b);
          const most = Math.ceil(late.length * 0.99);
          expect(latenessP99Us).toBe(late[most - 1] ?? null);
        }
      }),
      runs(100),
    );
  });

  test('say how many connections were open at the end of each, where it was written down', () => {
    fc.assert(
      fc.property(connectionEvents, (events) => {
        const slices = long(events);
        expect(slices.length).toBeGreaterThan(0);
        for (const { atUs, connected } of slices) {
          if (!events.some(isChange)) expect(connected).toBeNull();
          const before = events
            .filter((event) => isChange(event) && event.atUs < atUs + 1_000_000)
            .toSorted((a, b) => a.atUs - b.atUs);
          const open = before.reduce(
            (count, { kind }) => Math.max(0, count + (kind === 'connection-opened' ? 1 : -1)),
            0,
          );
          if (connected !== null) expect(connected).toBe(open);
        }
      }),
      runs(200),
    );
  });

  test('believe whoever looked over what was said before', () => {
    const looked: HistoryEvent = { kind: 'traffic', atUs: 2_500_000, bytesIn: 1, bytesOut: 1, open: 1 };
    const slices = long([opened(100), opened(200), opened(300), looked, opened(3_100_000)]);
    expect(slices.map(({ connected }) => connected).slice(0, 5)).toEqual([3, 3, 1, 2, 2]);
  });

  test('share out all bytes that came and went between the first look and the last, and no others', () => {
    fc.assert(
      fc.property(samples, (events) => {
        const slices = long(events);
        const [first, last] = [events.at(0), events.at(-1)];
        if (first === undefined || last === undefined || last.atUs > 20_000_000) return;
        for (const key of ['bytesIn', 'bytesOut'] as const) {
          const sum = slices.reduce((total, slice) => total + (slice[key] ?? 0), 0);
          expect(sum).toBe(last[key] - first[key]);
          for (const { atUs, [key]: bytes } of slices) {
            const isSeen = atUs < last.atUs && atUs + 1_000_000 > first.atUs;
            expect(bytes === null).toBe(!isSeen);
            if (bytes !== null) expect(bytes).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      runs(300),
    );
  });

  test('know nothing of bytes where nobody looked twice', () => {
    const looked: HistoryEvent = { kind: 'traffic', atUs: 2_500_000, bytesIn: 1, bytesOut: 1, open: 1 };
    for (const events of [[], [looked]])
      expect(long(events).every(({ bytesIn, bytesOut }) => bytesIn === null && bytesOut === null)).toBe(true);
  });
});
