import { expect, it } from 'vitest';
import type { Behaviour, BehaviourAnswer, Store } from '../../src/behaviours/behaviour.js';
import { chat } from '../../src/behaviours/chat.js';
import { quota } from '../../src/behaviours/quota.js';
import { voting } from '../../src/behaviours/voting.js';
import { probeOf } from '../../src/probe/probe.js';
import { network, specOf } from './hidden.js';
import { playedProbe, type Decider } from './simulated.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'behaviours';

interface Case {
  readonly behaviour: Behaviour;
  readonly settings: Readonly<Record<string, number>>;
  readonly family: string;
  readonly per: string;
  /** The true numbers, by the names of the findings. */
  readonly numbers: Readonly<Record<string, number>>;
}

const cases: readonly Case[] = [
  {
    behaviour: voting,
    settings: { cooldownMs: 431 },
    family: 'cooldown',
    per: 'resource',
    numbers: { everyUs: 431_000 },
  },
  {
    behaviour: chat,
    settings: { limit: 3, windowMs: 1270 },
    family: 'slidingLog',
    per: 'user',
    numbers: { limit: 3, windowUs: 1_270_000 },
  },
  {
    behaviour: quota,
    settings: { limit: 3, windowMs: 940 },
    family: 'fixedWindow',
    per: 'user',
    numbers: { limit: 3, windowUs: 940_000 },
  },
  {
    behaviour: quota,
    settings: { limit: 3, windowMs: 940, byClock: 1 },
    family: 'fixedWindow',
    per: 'user',
    numbers: { limit: 3, windowUs: 940_000 },
  },
];

it.each(cases)(
  'finds $behaviour.name $settings (by its own code)',
  ({ behaviour, settings, family, per, numbers }) => {
    const decider = deciderOf(behaviour, settings);
    const { probe } = playedProbe(probeOf(specOf(seed)), decider, network, seed);
    const { candidates, survivesReconnect } = probe.findings();
    expect(candidates.map((one) => [one.family, one.per.join('+')])).toEqual([[family, per]]);
    expect(survivesReconnect).toBe('yes');
    for (const [name, value] of Object.entries(numbers)) {
      const { least, most } = candidates[0].parameters[name];
      expect([least <= value, most >= value], `${name} between ${least} and ${most}`).toEqual([true, true]);
    }
    if (settings['byClock'] === 1) expect(candidates[0].choices['anchor']).toBe('epoch');
  },
);

/** These behaviours decide within the turn they are called in, so that their answer is known at once. */
function deciderOf(behaviour: Behaviour, settings: Readonly<Record<string, number>>): Decider {
  let nowMs = 0;
  let answer: BehaviourAnswer | null = null;
  const values = new Map<string, unknown>();
  const store: Store = {
    get: () => Promise.reject(new Error('not asked by these')),
    set: () => Promise.reject(new Error('not asked by these')),
    update(key, decide) {
      const { value, result } = decide(values.get(key) as Parameters<typeof decide>[0]);
      if (value !== undefined) values.set(key, value);
      answer = result as BehaviourAnswer;
      return Promise.resolve(result);
    },
  };
  const handler = behaviour.start({ now: () => nowMs, sleep: () => Promise.resolve(), store, settings });
  return {
    decide(attempt, atUs) {
      nowMs = atUs / 1000;
      answer = null;
      void handler.handle({ ...attempt, action: 'act' });
      if (answer === null) throw new Error(`${behaviour.name} did not decide at once`);
      return (answer as BehaviourAnswer).ok === true;
    },
  };
}
