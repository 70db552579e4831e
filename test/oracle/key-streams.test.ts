import { expect, it } from 'vitest';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/index.js';
import { liveCooldown } from '../../src/oracle/contention/interval-recursion/live-cooldown.js';
import type { Finding } from '../../src/oracle/contention/finding.js';
import { keyStreams } from '../../src/oracle/contention/interval-recursion/key-streams.js';
import { rulesOf } from '../../src/oracle/contention/interval-recursion/rules.js';
import { keyNumbers } from '../../src/oracle/contention/key-numbers.js';
import { Lines } from '../../src/oracle/contention/lines.js';
import { nobody, orders, Places } from '../../src/oracle/contention/places.js';
import { Records } from '../../src/oracle/contention/records.js';
import { seen } from '../../src/oracle/contention/windows.js';
import { judge } from '../../src/oracle/judge.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import { correctRun, historyOfRun } from './limiter.js';
import { plainStream } from './plain-stream.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'key-streams';

type Told = readonly [Finding, number, number, number, number];

it('finds in the columns of many keys what each key alone finds', () => {
  const random = randomOf(seed, 'alone');
  for (let index = 0; index < 400; index++) {
    const assumptions = {
      ...defaultAssumptions,
      initial: random.below(2) === 0 ? ('fresh' as const) : ('unknown' as const),
      minMarginUs: random.below(3),
    };
    const spans = random.below(3) === 0 ? [{ fromUs: 20, toUs: 24 }] : [];
    const rules = rulesOf(1 + random.below(20), assumptions, spans);
    const together: Told[] = [];
    const alone: Told[] = [];
    const columns = keyStreams(rules, assumptions.minMarginUs, (...told) => void together.push(told));
    const streams = [0, 1, 2].map(() =>
      plainStream(rules, assumptions.minMarginUs, (...told) => void alone.push(told)),
    );
    for (const key of streams.keys()) expect(columns.open()).toBe(key);
    for (const { key, startUs, endUs, kind, id } of settledActions(random)) {
      columns.push(key, id, startUs, endUs, kind);
      streams[key].push(id, startUs, endUs, kind);
      const untilUs = endUs === Infinity ? startUs : endUs - random.below(6);
      columns.passed(key, untilUs);
      streams[key].passed(untilUs);
    }
    for (const [key, stream] of streams.entries()) {
      columns.passed(key, Infinity);
      stream.passed(Infinity);
    }
    expect(together).toEqual(alone);
    expect(together.length).toBeGreaterThan(0);
  }
});

/** Actions of three keys in order of settling. */
function settledActions(random: Random) {
  const actions = Array.from({ length: 4 + random.below(40) }, (_, id) => {
    const kind = [seen.accept, seen.accept, seen.reject, seen.unknown][random.below(4)];
    const startUs = random.below(60);
    const isOpen = kind === seen.unknown && random.below(2) === 0;
    return { id, key: random.below(3), startUs, endUs: isOpen ? Infinity : startUs + random.below(9), kind };
  });
  return actions.sort((a, b) => (a.endUs === b.endUs ? a.id - b.id : a.endUs - b.endUs));
}

it('never accuses a correct limiter live, and decides most of what can be decided', () => {
  const random = randomOf(seed, 'correct');
  let decided = 0;
  let decidable = 0;
  for (let index = 0; index < 150; index++) {
    const run = correctRun(random);
    const history = historyOfRun(run);
    const { everyUs } = run.model.parameters as { readonly everyUs: number };
    const live = liveCooldown(cooldown({ per: ['resource'], everyUs }), everyUs, run.assumptions);
    const rows = Array.from({ length: history.length }, (_, row) => history.actionAt(row));
    const moments = rows.flatMap((action) => {
      const sentAtUs = action.sentAtUs ?? 0;
      return [
        { atUs: sentAtUs, tell: () => live.sent({ ...action, sentAtUs }) },
        { atUs: action.settledAtUs ?? Infinity, tell: () => live.settled({ ...action, sentAtUs }) },
      ];
    });
    moments.sort((a, b) => (a.atUs === b.atUs ? 0 : a.atUs - b.atUs));
    for (const { tell } of moments) tell();
    const final = judge(run.model, history, run.assumptions);
    expect(live.verdict().violations).toBe(0);
    expect(live.verdict().decided).toBeLessThanOrEqual(final.decided);
    decided += live.verdict().decided;
    decidable += final.decided;
  }
  expect(decided).toBeGreaterThan(decidable / 2);
});

it('keeps lines in order of what is due, whoever leaves', () => {
  const random = randomOf(seed, 'lines');
  for (let index = 0; index < 200; index++) {
    const places = new Places();
    const keys = new Records(1);
    const lines = new Lines(places, random.below(2) === 0 ? orders.byStart : orders.byEnd, keys, 0);
    keys.reserve(3);
    const expected: { due: number; id: number }[][] = [[], [], []];
    for (let id = 0; id < 150; id++) {
      const line = random.below(3);
      const due = random.below(30);
      const kept = expected[line];
      const what = random.below(4);
      const leaving = what === 0 ? lines.first(line) : what === 1 ? lines.find(line, due) : nobody;
      if (what < 2) {
        const at = what === 0 ? 0 : kept.findIndex((one) => one.id === places.idOf(leaving));
        if (leaving === nobody) expect(kept.some((one) => what === 0 || one.due === due)).toBe(false);
        else expect(kept[at]).toEqual({ due: what === 0 ? kept[0].due : due, id: places.idOf(leaving) });
        if (leaving === nobody) continue;
        lines.remove(line, leaving);
        places.leave(leaving);
        kept.splice(at, 1);
      } else {
        const place = places.take(due);
        places.settle(place, due, id, 0);
        lines.add(line, place);
        const at = kept.findIndex((one) => one.due > due);
        kept.splice(at < 0 ? kept.length : at, 0, { due, id });
      }
      expect(idsOf(lines, places, line)).toEqual(kept.map((one) => one.id));
    }
  }
});

function idsOf(lines: Lines, places: Places, line: number): readonly number[] {
  const ids: number[] = [];
  for (let place = lines.first(line); place !== nobody; place = lines.after(place))
    ids.push(places.idOf(place));
  return ids;
}

it('knows actions on their way by their start, and lets what settles take their place', () => {
  const random = randomOf(seed, 'on their way');
  for (let index = 0; index < 200; index++) {
    const streams = keyStreams(rulesOf(10, defaultAssumptions, []), 0, () => undefined);
    for (const key of [0, 1]) expect(streams.open()).toBe(key);
    const onTheWay: number[][] = [[], []];
    for (let atUs = 0; atUs < 60; atUs += random.below(3)) {
      const key = random.below(2);
      const starts = onTheWay[key];
      if (random.below(2) === 0) {
        streams.sent(key, atUs);
        starts.push(atUs);
      } else {
        const startUs = starts.length === 0 ? atUs : starts[random.below(starts.length)];
        streams.push(key, index, startUs, atUs, [seen.accept, seen.reject, seen.unknown][random.below(3)]);
        if (starts.length > 0) starts.splice(starts.indexOf(startUs), 1);
        streams.passed(key, streams.firstUs(key, atUs));
      }
      expect(streams.firstUs(key, -1)).toBe(starts[0] ?? -1);
    }
  }
});

it('gives equal keys equal numbers, field by field', () => {
  const numberOf = keyNumbers(['user', 'resource']);
  expect([
    numberOf({ user: 'a', resource: 'b' }),
    numberOf({ user: 'b', resource: 'a' }),
    numberOf({ user: 'a' }),
    numberOf({ user: 'a', resource: 'b' }),
    numberOf({ resource: 'b' }),
    numberOf({}),
    numberOf({ user: 'b', resource: 'a' }),
  ]).toEqual([0, 1, 2, 0, 3, 4, 1]);
  expect(keyNumbers([])({ user: 'a' })).toBe(0);
});
