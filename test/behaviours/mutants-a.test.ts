import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BehaviourAction } from '../../src/behaviours/behaviour.js';
import { mutants } from '../../src/behaviours/mutants/index.js';
import {
  ask,
  expectHidden,
  expectRace,
  expectShown,
  interleaved,
  mutantNamed,
  playOn,
  said,
} from './mutant-play.js';
import { arenaCases } from './mutants-a-arena.js';
import { otherCases } from './mutants-a-others.js';
import { seed } from './play.js';

const cases = [...arenaCases, ...otherCases];
const servers = ['arena', 'debounce', 'canvas', 'seats', 'ballot'];
const own = mutants.filter(({ bug }) => servers.includes(bug?.of ?? ''));
const titled = cases.map((one) => [one.mutant.name, one] as const);

const together = (...pairs: readonly (readonly [user: string, resource: string])[]): BehaviourAction[] =>
  pairs.map(([user, resource]) => ({ user, resource, action: 'act' }));

/** Actions all at once, and how many of them a correct server accepts. */
const races: readonly {
  readonly name: string;
  readonly actions: readonly BehaviourAction[];
  readonly most: number;
  readonly settings?: Readonly<Record<string, number>>;
}[] = [
  { name: 'arena/check-then-set', actions: together(['u0', 'r'], ['u1', 'r'], ['u2', 'r']), most: 1 },
  { name: 'arena/await-gap', actions: together(['u0', 'r'], ['u1', 'r']), most: 1 },
  { name: 'debounce/check-then-set', actions: together(['u0', 'r'], ['u0', 'r']), most: 1 },
  { name: 'canvas/check-then-set', actions: together(['u0', 'r0'], ['u1', 'r0']), most: 1 },
  { name: 'canvas/check-then-set', actions: together(['u0', 'r0'], ['u0', 'r1']), most: 1 },
  {
    name: 'seats/overbooking',
    actions: together(['u0', 'r'], ['u1', 'r'], ['u2', 'r']),
    most: 2,
    settings: { seats: 2 },
  },
  {
    name: 'seats/lock-per-user',
    actions: together(['u0', 'r'], ['u1', 'r']),
    most: 1,
    settings: { seats: 1 },
  },
  { name: 'ballot/check-then-set', actions: together(['u0', 'r'], ['u0', 'r']), most: 1 },
];

describe(`mutants of arena, debounce, canvas, seats and ballot (seed ${seed})`, () => {
  test('all have their case here, races also theirs', () => {
    expect(new Set(cases.map(({ mutant }) => mutant))).toEqual(new Set(own));
    const racing = own.filter(({ bug }) => bug?.needs === 'meeting').map(({ name }) => name);
    expect(new Set(races.map(({ name }) => name))).toEqual(new Set(racing));
  });

  test.each(titled)('%s is shown by its schedule, and convicted from outside', async (_, one) => {
    await expect(expectShown(one)).resolves.toBeUndefined();
  });

  test.each(titled)('%s is as good as the correct one without it', async (_, one) => {
    await expect(expectHidden(one, seed)).resolves.toBeUndefined();
  });

  test.each(races)(
    '$name lets too many through under some interleaving, the correct one under none',
    async ({ name, actions, most, settings }) => {
      const race = expectRace(mutantNamed(name), actions, most, seed, settings);
      await expect(race).resolves.toBeUndefined();
    },
  );
});

/** Whether a second vote so long after an accepted one is accepted where seconds are floored. */
async function acceptedAfter(cooldownMs: number, ms: number): Promise<boolean> {
  const asks = [ask(10, 'u0'), ask(10 + ms, 'u1')];
  const played = await playOn(mutantNamed('arena/seconds-floored'), asks, { settings: { cooldownMs } });
  return said(played)[1] === '+';
}

describe('how wrong they are', () => {
  test('below a second arena/seconds-floored has no cooldown at all, above it a second less', async () => {
    expect(await acceptedAfter(200, 1)).toBe(true);
    expect(await acceptedAfter(1000, 0)).toBe(false);
    expect(await acceptedAfter(1000, 1)).toBe(true);
    expect(await acceptedAfter(1500, 500)).toBe(false);
    expect(await acceptedAfter(1500, 500.001)).toBe(true);
  });

  test('arena/skewed-nodes is too late the other way round', async () => {
    const asks = [ask(0, 'u0', 'r0'), ask(10, 'u1', 'r'), ask(130, 'u0', 'r')];
    const played = await playOn(mutantNamed('arena/skewed-nodes'), asks, {
      settings: { cooldownMs: 100, skewMs: 50 },
      nodes: 2,
    });
    expect(said(played)).toEqual(['+', '+', 'cooldown']);
  });

  test('arena/evicted remembers who was asked for last, not who came last', async () => {
    const asks = ['a', 'b', 'a', 'c', 'a', 'b'].map((resource, atMs) => ask(atMs, 'u0', resource));
    const played = await playOn(mutantNamed('arena/evicted'), asks, { settings: { keysMost: 2 } });
    expect(said(played)).toEqual(['+', '+', 'cooldown', '+', 'cooldown', '+']);
  });

  test('the lock of seats/lock-per-user holds for one user, under any interleaving', async () => {
    const alone = together(['u0', 'r'], ['u0', 'r'], ['u0', 'r']);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const answers = await interleaved(mutantNamed('seats/lock-per-user'), scheduler, alone, {
          settings: { seats: 1 },
        });
        expect(answers.filter(({ ok }) => ok === true)).toHaveLength(1);
      }),
      { seed },
    );
  });
});
