import { expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import type { History } from '../../src/history/history.js';
import { allOf, cooldown, lease, slidingLog, turns } from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import { judge } from '../../src/oracle/judge.js';
import type { Violation } from '../../src/oracle/verdict.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import { exactly } from './compare.js';
import { kinds, type Kind } from './every-model.js';
import { historyOf } from './small.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'limit sentences';

const attempt: Attempt = { user: 'u0', resource: 'r0', action: 'act', cost: 1 };

/** What a server without any memory answered: wrong in every way there is. */
function drawn(random: Random, kind: Kind): readonly Action[] {
  const count = 2 + random.below(7);
  let sentAtUs = 0;
  return Array.from({ length: count }, (_, id): Action => {
    sentAtUs += random.below(5);
    const { user = 'u0', action } = kind.attempt?.(random) ?? {};
    return {
      id,
      user,
      resource: 'r0',
      step: id,
      intendedAtUs: sentAtUs,
      sentAtUs,
      settledAtUs: sentAtUs + random.below(4),
      outcome: random.below(3) === 0 ? 'rejected' : 'accepted',
      ...(action === undefined ? {} : { action }),
    };
  });
}

/** Microseconds of the first number after a phrase. */
function usAfter(because: string, phrase: string): number | null {
  const found = new RegExp(`${phrase} ([\\d.]+) (ms|s)`, 'u').exec(because);
  return found === null ? null : Math.round(Number(found[1]) * (found[2] === 's' ? 1e6 : 1e3));
}

const spanUs = (history: History, rows: readonly number[]): number =>
  Math.max(...rows.map((row) => history.settledAtUs[row])) -
  Math.min(...rows.map((row) => history.sentAtUs[row]));

/** How many a limiter that is asked again and again accepts from an instant on, for a time. */
function fitting<State>(model: Model<State>, fromUs: number, lengthUs: number): number {
  let state = model.init();
  let count = 0;
  for (let atUs = fromUs; atUs <= fromUs + lengthUs; atUs++) {
    for (let again = 0; again < 8; again++) {
      const { accepts, next } = model.decide(state, attempt, atUs);
      if (!accepts) break;
      state = next;
      count++;
    }
  }
  return count;
}

/** Recomputes how many, how often each, within what time, and how many would have fitted. */
function checkCounts(model: Model, history: History, { rows, because }: Violation): number {
  const total = /accepted (\d+) actions(?: of u\d)? \(([^)]*)\) within/u.exec(because);
  if (total === null) return 0;
  expect(Number(total[1]), because).toBe(rows.length);
  const each = total[2].split(', ').map((name) => {
    if (name.endsWith(' twice')) return 2;
    return Number(/ (\d+) times$/u.exec(name)?.[1] ?? 1);
  });
  expect(
    each.reduce((sum, one) => sum + one, 0),
    because,
  ).toBe(rows.length);
  // Said in hundredths of a millisecond, rounded up.
  const saidUs = usAfter(because, 'within') ?? NaN;
  expect(Math.ceil(saidUs / 10), because).toBe(Math.ceil(spanUs(history, rows) / 10));
  expect(saidUs, because).toBeGreaterThanOrEqual(spanUs(history, rows));
  const most = /at most (\d+) fits?:/u.exec(because)?.[1];
  if (most === undefined) return 0;
  expect(Number(most), because).toBeLessThan(rows.length);
  const firstUs = Math.min(...rows.map((row) => history.sentAtUs[row]));
  if (model.driver.kind !== 'restarting')
    expect(Number(most), because).toBeGreaterThanOrEqual(fitting(model, firstUs, spanUs(history, rows)));
  return 1;
}

const counted = ['bucket', 'log', 'window', 'window put off by accepts', 'window by the clock', 'capacity'];

it.each(counted)('%s: counts, times and what fits are those of the actions', (name) => {
  const random = randomOf(seed, name);
  let checked = 0;
  for (let run = 0; run < 200; run++) {
    const kind = kinds[name];
    const model = kind.model(random);
    const history = historyOf({ actions: drawn(random, kind), events: [] });
    const { violations } = judge(model, history, { ...exactly, initial: 'fresh' });
    for (const violation of violations) checked += checkCounts(model, history, violation);
  }
  expect(checked).toBeGreaterThan(20);
});

const mayHold = ({ outcome, action }: Action): boolean => outcome === 'accepted' && action !== 'release';

/** Recomputes who had the lease, since when, and for how long nobody had it. */
function checkLease(actions: readonly Action[], ttlUs: number, { rows, because }: Violation): number {
  const blamed = actions[rows[rows.length - 1]];
  const [sentUs, settledUs] = [blamed.sentAtUs ?? NaN, blamed.settledAtUs ?? NaN];
  const others = actions.filter((one) => one !== blamed && (one.sentAtUs ?? 0) <= settledUs);
  const ran = /(u\d) was the last who (?:acquired|renewed) it, at least/u.exec(because);
  if (ran !== null) {
    const agoUs = usAfter(because, 'at least') ?? NaN;
    const overUs = Math.max(...others.filter(mayHold).map(({ settledAtUs }) => settledAtUs ?? NaN));
    expect(sentUs - overUs, because).toBeGreaterThanOrEqual(agoUs);
    expect(agoUs, because).toBeGreaterThanOrEqual(ttlUs);
    expect(
      others.some((one) => one.user === ran[1] && one.settledAtUs === overUs),
      because,
    ).toBe(true);
    return 1;
  }
  const held = /while (u\d) held it, who had (acquired|renewed) it at most/u.exec(because);
  if (held !== null) {
    const agoUs = usAfter(because, 'it at most') ?? NaN;
    const isSo = others.some(
      (one) => mayHold(one) && one.user === held[1] && settledUs - (one.sentAtUs ?? NaN) <= agoUs,
    );
    expect(isSo, because).toBe(true);
    expect(agoUs, because).toBeLessThan(ttlUs);
    return 1;
  }
  const back = /(u\d) had released it at least/u.exec(because);
  if (back === null) return 0;
  const agoUs = usAfter(because, 'it at least') ?? NaN;
  const isSo = others.some(
    (one) =>
      one.action === 'release' &&
      one.outcome === 'accepted' &&
      one.user === back[1] &&
      sentUs - (one.settledAtUs ?? NaN) >= agoUs,
  );
  expect(isSo, because).toBe(true);
  return 1;
}

it('lease: who held it or gave it back, and when, is what was recorded', () => {
  const random = randomOf(seed, 'lease');
  let checked = 0;
  for (let run = 0; run < 400; run++) {
    const ttlUs = 3 + random.below(8);
    const actions = drawn(random, kinds['lease']);
    const model = lease({ per: ['resource'], ttlUs });
    const { violations } = judge(model, historyOf({ actions, events: [] }), { ...exactly, initial: 'fresh' });
    for (const violation of violations) checked += checkLease(actions, ttlUs, violation);
  }
  expect(checked).toBeGreaterThan(50);
});

it('turns: whose turn it was follows from the last move before', () => {
  const random = randomOf(seed, 'turns');
  const order = ['u1', 'u0', 'u2'];
  let checked = 0;
  for (let run = 0; run < 400; run++) {
    const actions = drawn(random, { ...kinds['turns'], attempt: () => ({ user: `u${random.below(3)}` }) });
    const model = turns({ per: ['resource'], order });
    const { violations } = judge(model, historyOf({ actions, events: [] }), { ...exactly, initial: 'fresh' });
    for (const { rows, because, kind } of violations) {
      const blamed = actions[rows[rows.length - 1]];
      const named = /it was the turn of (u\d)(?:, who begins|: (u\d) had moved last)/u.exec(because);
      if (named === null) continue;
      checked++;
      const before = actions.filter(
        (one) =>
          one !== blamed && one.outcome === 'accepted' && (one.sentAtUs ?? 0) <= (blamed.settledAtUs ?? 0),
      );
      const last = before.sort((a, b) => (a.settledAtUs ?? 0) - (b.settledAtUs ?? 0)).at(-1);
      expect(last?.user, because).toBe(named[2]);
      const next = last === undefined ? 0 : (order.indexOf(last.user) + 1) % order.length;
      expect(named[1], because).toBe(order[next]);
      expect(blamed.user === named[1], because).toBe(kind === 'false-reject');
    }
  }
  expect(checked).toBeGreaterThan(50);
});

const act = (user: string, resource: string, sentAtUs: number): Action => ({
  id: `${user}${resource}${sentAtUs}`,
  user,
  resource,
  step: 0,
  intendedAtUs: sentAtUs,
  sentAtUs,
  settledAtUs: sentAtUs + 1000,
  outcome: 'accepted',
});

it('says which of several cooldowns broke', () => {
  const both = allOf([
    cooldown({ per: ['user'], everyUs: 800_000 }),
    cooldown({ per: ['resource'], everyUs: 200_000 }),
  ]);
  const actions = [act('u1', 'r1', 0), act('u1', 'r2', 500_000), act('u2', 'r2', 600_000)];
  const { violations } = judge(both, historyOf({ actions, events: [] }), exactly);
  expect(violations.map(({ because }) => because)).toEqual([
    'the server accepted u1 on r2 at most 501 ms after it accepted u1 on r1; the cooldown per user is 800 ms.',
    'r2 accepted u2 at most 101 ms after it accepted u1; the cooldown per resource is 200 ms.',
  ]);
});

it('names no more than six, and says how many more there are', () => {
  const actions = Array.from({ length: 9 }, (_, at) => act(`u${at}\u001b[31m`, 'r1', at * 1000));
  const log = slidingLog({ per: ['resource'], limit: 8, windowUs: 1_000_000 });
  const { violations } = judge(log, historyOf({ actions, events: [] }), exactly);
  expect(violations.map(({ because }) => because)).toEqual([
    'r1 accepted 9 actions (u0?[31m, u1?[31m, u2?[31m, u3?[31m, u4?[31m, u5?[31m and 3 more) within 9 ms; at most 8 fit: the limit is 8 in any 1000 ms per resource.',
  ]);
});
