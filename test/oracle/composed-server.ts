import type { Action } from '../../src/history/action.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import { keyTextOf } from '../../src/models/all-of.js';
import { cooldown, fixedWindow, slidingLog, tokenBucket } from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import type { Random } from '../../src/plan/random.js';

/** What a server with several limits does wrong. */
export type Wrong = 'nothing' | 'checks only the first' | 'counts what another limit refused';

/** A run against a server with two limits. */
export interface ComposedPlay {
  readonly rules: readonly Model[];
  readonly assumptions: Assumptions;
  readonly actions: readonly Action[];
}

const pick = <T>(random: Random, values: readonly T[]): T => values[random.below(values.length)];

/** Pairs of limits as real servers have them. */
function limitsOf(random: Random): readonly Model[] {
  const ms = (least: number, more: number): number => 1000 * (least + random.below(more));
  const second = cooldown({ per: ['resource'], everyUs: ms(50, 300) });
  const first = pick(random, [
    () => cooldown({ per: ['user'], everyUs: ms(50, 300) }),
    () => tokenBucket({ per: ['user'], capacity: 2 + random.below(3), refillEveryUs: ms(50, 200) }),
    () => slidingLog({ per: ['user'], limit: 2, windowUs: ms(100, 300) }),
    () => fixedWindow({ per: ['user'], limit: 2, windowUs: ms(100, 300) }),
  ])();
  return random.below(2) === 0 ? [first, second] : [second, first];
}

/** Plays a server under latency, lost answers and a clock that ticks and drifts. */
export function composedPlay(random: Random, wrong: Wrong): ComposedPlay {
  const rules = limitsOf(random);
  const isCorrect = wrong === 'nothing';
  const latencyUs = isCorrect ? pick(random, [500, 5_000, 40_000, 200_000]) : 3_000;
  const lostShare = isCorrect ? pick(random, [0, 0, 0.03, 0.2]) : 0;
  const driftPpm = isCorrect ? random.below(1_800) - 900 : 0;
  const tickUs = pick(random, [1, 1000]);
  const saysWhy = random.below(2) === 0;
  const gapUs = 2_000 + random.below(20_000);
  const half = (): number => 50 - Math.log(1 - random.unit()) * (latencyUs / 2);
  let sentUs = 1_000_000 * random.unit();
  const sends = Array.from({ length: isCorrect ? 150 : 60 }, (_, id) => {
    sentUs += -Math.log(1 - random.unit()) * gapUs;
    return {
      id,
      sentUs,
      arrivesUs: sentUs + half(),
      backUs: half(),
      user: random.below(4),
      resource: random.below(4),
    };
  });
  const states = rules.map(() => new Map<string, unknown>());
  const answered = [...sends]
    .sort((a, b) => a.arrivesUs - b.arrivesUs || a.id - b.id)
    .map((send): Action => {
      const nowUs = Math.floor((send.arrivesUs * (1 + driftPpm / 1e6)) / tickUs) * tickUs;
      const attempt: Attempt = {
        user: `u${send.user}`,
        resource: `r${send.resource}`,
        action: 'act',
        cost: 1,
      };
      const refusing = decided(rules, states, attempt, nowUs, wrong);
      const action = {
        id: send.id,
        user: attempt.user,
        resource: attempt.resource,
        step: send.id,
        intendedAtUs: Math.floor(send.sentUs),
        sentAtUs: Math.floor(send.sentUs),
        settledAtUs: Math.ceil(send.arrivesUs + send.backUs),
      };
      if (random.unit() < lostShare) return { ...action, settledAtUs: null, outcome: 'unknown' };
      if (refusing < 0) return { ...action, outcome: 'accepted' };
      return {
        ...action,
        outcome: 'rejected',
        ...(saysWhy ? { reason: rules[refusing].per.join('+') } : {}),
      };
    });
  const initial = pick(random, ['fresh', 'unknown'] as const);
  const actions = answered.sort((a, b) => Number(a.id) - Number(b.id));
  return { rules, assumptions: { ...defaultAssumptions, initial }, actions };
}

/** The limit that refuses, or less than 0. */
function decided(
  rules: readonly Model[],
  states: readonly Map<string, unknown>[],
  attempt: Attempt,
  atUs: number,
  wrong: Wrong,
): number {
  const each = rules.map((rule, index) => {
    const key = keyTextOf(rule, attempt);
    const known = states[index];
    return { key, ...rule.decide(known.has(key) ? known.get(key) : rule.init(), attempt, atUs) };
  });
  const asked = wrong === 'checks only the first' ? each.slice(0, 1) : each;
  const refusing = asked.findIndex(({ accepts }) => !accepts);
  each.forEach(({ key, next, accepts }, index) => {
    const keeps = wrong === 'counts what another limit refused' ? accepts : accepts === refusing < 0;
    if (keeps) states[index].set(key, next);
  });
  return refusing;
}
