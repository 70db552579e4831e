import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import type { Clock } from '../../src/runtime/clock.js';
import { watchHealth } from '../../src/runtime/health.js';

const assumed = { tickUs: 1000, driftPpm: 1000 };

/** Clocks that a test turns by hand; after each reading the process may be held up. */
function handClock() {
  let nowUs = 0;
  let wallUs = 1_700_000_000_000_400;
  const pausesUs: number[] = [];
  const pass = (us: number): void => {
    nowUs += us;
    wallUs += us;
  };
  const read = (value: number): number => {
    pass(pausesUs.shift() ?? 1);
    return value;
  };
  const clock: Clock = {
    nowUs: () => read(nowUs),
    wallMs: () => read(Math.floor(wallUs / 1000)),
  };
  return {
    clock,
    pass,
    hold: (...us: number[]) => void pausesUs.push(...us),
    step: (us: number) => void (wallUs += us),
  };
}

function watched(turn: (hand: ReturnType<typeof handClock>) => void, before?: typeof turn) {
  const hand = handClock();
  before?.(hand);
  const events: HistoryEvent[] = [];
  const watch = watchHealth(hand.clock, assumed, (event) => events.push(event));
  turn(hand);
  watch.stop();
  watch.stop();
  return events;
}

const busy = Array.from({ length: 40 }, (_, reading) => (reading % 3) * 20_000);

test('clocks that go together are trusted, for however long', () => {
  expect(watched((hand) => hand.pass(3_600_000_000))).toEqual([]);
});

test('a machine so busy that it is held up at every reading is no reason for distrust', () => {
  expect(
    watched(
      (hand) => hand.pass(5_000_000),
      (hand) => hand.hold(...busy),
    ),
  ).toEqual([]);
  expect(
    watched((hand) => {
      hand.pass(5_000_000);
      hand.hold(...busy);
    }),
  ).toEqual([]);
});

test('a drift that is allowed for is none; a clock that jumps is told once, also at the very end', () => {
  expect(drifted(900)).toEqual([]);
  expect(drifted(2000)).toMatchObject([
    { kind: 'clock-untrusted', reason: expect.stringMatching(/apart by/) },
  ]);
  for (const us of [50_000, -50_000]) {
    const events = watched((hand) => {
      hand.pass(300_000);
      hand.step(us);
    });
    expect(events.map(({ kind }) => kind)).toEqual(['clock-untrusted']);
  }
});

function drifted(ppm: number) {
  return watched((hand) => {
    hand.pass(100_000_000);
    hand.step(100 * ppm);
  });
}
