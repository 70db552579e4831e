import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BehaviourAnswer } from '../../src/behaviours/behaviour.js';
import { behaviours } from '../../src/behaviours/index.js';
import { memoryStore } from '../../src/behaviours/store.js';
import { keyTextOf } from '../../src/models/all-of.js';
import type { Attempt } from '../../src/models/model.js';
import { pairs, type Pair } from './paired.js';
import { seed } from './play.js';

interface Asked extends Attempt {
  readonly atUs: number;
}

/** Actions on a clock that moves on by little, by nothing, and by times that matter, to the microsecond. */
function askedOf({ kinds, costMax }: Pair): fc.Arbitrary<readonly Asked[]> {
  const gapUs = fc.oneof(
    fc.nat(25_000),
    fc.constantFrom(0, 1, 19_999, 20_000, 24_999, 25_000, 29_999, 30_000, 40_000, 60_000, 60_001, 130_000),
  );
  const one = fc.record({
    gapUs,
    user: fc.constantFrom('u0', 'u1', 'u2', 'zoe'),
    resource: fc.constantFrom('r0', 'r1'),
    action: fc.constantFrom(...kinds),
    cost: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: costMax })),
  });
  return fc.array(one, { maxLength: 60, size: 'max' }).map((steps) => {
    let atUs = 0;
    return steps.map(({ gapUs: gap, ...attempt }) => ({ ...attempt, atUs: (atUs += gap) }));
  });
}

const paint = (user: string, resource: string, atUs: number): Asked => ({
  user,
  resource,
  atUs,
  action: 'act',
  cost: 1,
});

/** The behaviour's answers, one action after another. */
async function answersOf({ behaviour, settings }: Pair, asked: readonly Asked[]): Promise<BehaviourAnswer[]> {
  let nowUs = 0;
  const ports = { now: () => nowUs / 1000, sleep: () => Promise.resolve(), store: memoryStore(), settings };
  const handler = behaviour.start(ports);
  const answers: BehaviourAnswer[] = [];
  for (const { atUs, ...action } of asked) {
    nowUs = atUs;
    answers.push(await handler.handle(action));
  }
  return answers;
}

/** What the model says to the same. */
function expectedOf({ model }: Pair, asked: readonly Asked[]): boolean[] {
  const states = new Map<string, unknown>();
  return asked.map(({ atUs, ...attempt }) => {
    const key = keyTextOf(model, attempt);
    const { accepts, next } = model.decide(states.has(key) ? states.get(key) : model.init(), attempt, atUs);
    states.set(key, next);
    return accepts;
  });
}

describe(`every behaviour does what its model says (seed ${seed})`, () => {
  test('and every correct one is here', () => {
    const correct = behaviours.filter(({ bug }) => bug === undefined).map(({ name }) => name);
    expect(new Set(pairs.map(({ behaviour }) => behaviour.name))).toEqual(new Set(correct));
  });

  test.each(pairs)('$title', async (pair) => {
    const counts = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(askedOf(pair), async (asked) => {
        const answers = await answersOf(pair, asked);
        expect(answers.map(({ ok }) => ok)).toEqual(expectedOf(pair, asked));
        for (const { ok } of answers) counts[ok === true ? 'accepted' : 'refused']++;
      }),
      { seed, numRuns: 150 },
    );
    expect(counts.accepted).toBeGreaterThan(100);
    if (pair.settings['upsert'] !== 1) expect(counts.refused).toBeGreaterThan(100);
  });

  test.each(pairs)(
    '$title: who waits as long as it says is not refused, and no millisecond is given away',
    async (pair) => {
      await fc.assert(
        fc.asyncProperty(askedOf(pair), async (asked) => {
          const last = asked.at(-1);
          const answer = (await answersOf(pair, asked)).at(-1);
          if (last === undefined || answer?.ok !== false || answer.retryAfterMs === undefined) return;
          const again = async (afterMs: number): Promise<boolean | undefined> =>
            (await answersOf(pair, [...asked, { ...last, atUs: last.atUs + afterMs * 1000 }])).at(-1)?.ok;
          expect(await again(answer.retryAfterMs)).toBe(true);
          if (answer.retryAfterMs > 1) expect(await again(answer.retryAfterMs - 1)).toBe(false);
        }),
        { seed, numRuns: 150 },
      );
    },
  );

  test('a lock gives tokens that only grow, and a holder keeps its own', async () => {
    const pair = pairs.find(({ behaviour }) => behaviour.name === 'locks');
    if (pair === undefined) throw new Error('there are no locks');
    await fc.assert(
      fc.asyncProperty(askedOf(pair), async (asked) => {
        const answers = await answersOf(pair, asked);
        const last = new Map<string, number>();
        for (const [index, { resource, action }] of asked.entries()) {
          const answer = answers[index];
          if (answer.ok !== true) continue;
          const held = action === 'renew' || action === 'release' ? 0 : 1;
          expect(answer.token).toBe((last.get(resource) ?? 0) + held);
          last.set(resource, answer.token ?? NaN);
        }
      }),
      { seed },
    );
  });

  test('a canvas names the limit that refused', async () => {
    const pair = pairs.find(({ behaviour }) => behaviour.name === 'canvas');
    if (pair === undefined) throw new Error('there is no canvas');
    const answers = await answersOf(pair, [
      paint('u', 'r', 0),
      paint('u', 's', 1),
      paint('v', 'r', 2),
      paint('u', 'r', 3),
    ]);
    expect(answers.map((answer) => (answer.ok === false ? answer.error : 'ok'))).toEqual([
      'ok',
      'user',
      'resource',
      'user',
    ]);
  });
});
