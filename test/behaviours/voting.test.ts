import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Behaviour, BehaviourAnswer, Store } from '../../src/behaviours/behaviour.js';
import { memoryStore } from '../../src/behaviours/store.js';
import { checkThenSet } from '../../src/behaviours/mutants/arena/check-then-set.js';
import { shortCooldown } from '../../src/behaviours/mutants/arena/short-cooldown.js';
import { wrongKey } from '../../src/behaviours/mutants/arena/wrong-key.js';
import { voting } from '../../src/behaviours/voting.js';
import { play, recorded, seed, type Decision, type Vote } from './play.js';

const cooldownMs = 20;
const cooldownUs = cooldownMs * 1000;
const settings = { cooldownMs };

const name = (prefix: string, count: number): fc.Arbitrary<string> =>
  fc.nat(count - 1).map((index) => `${prefix}${index}`);

/** Votes whose distances cluster around the cooldown's edges. */
const gapUs = fc.oneof(
  fc.integer({ min: 0, max: 2 * cooldownUs }),
  fc.constantFrom(0, 1, cooldownUs - 1, cooldownUs, cooldownUs + 1),
);
const votes: fc.Arbitrary<readonly Vote[]> = fc
  .array(fc.record({ gapUs, user: name('u', 3), resource: name('r', 2) }), { maxLength: 30 })
  .map((steps) => {
    let atUs = 0;
    return steps.map(({ gapUs, user, resource }) => ({ atUs: (atUs += gapUs), user, resource }));
  });

/** The law of a cooldown, written down a second time: what must be answered to votes decided one by one. */
function expectedAccepts(steps: readonly Vote[]): readonly boolean[] {
  const last = new Map<string, number>();
  return steps.map(({ resource, atUs }) => {
    const accepts = atUs - (last.get(resource) ?? -Infinity) >= cooldownUs;
    if (accepts) last.set(resource, atUs);
    return accepts;
  });
}

/** Whether accepts and rejects of each key, in order of decision, keep to the cooldown. */
function lawful(decisions: readonly Decision[]): boolean {
  const last = new Map<string, number>();
  return decisions.every(({ key, atUs, accepted }) => {
    const free = atUs - (last.get(key) ?? -Infinity) >= cooldownUs;
    if (accepted) last.set(key, atUs);
    return accepted === free;
  });
}

const accepts = (answers: readonly { readonly answer: BehaviourAnswer }[]): readonly boolean[] =>
  answers.map(({ answer }) => answer.ok === true);

const at = (atMs: number, user: string, resource: string): Vote => ({ atUs: atMs * 1000, user, resource });

describe(`voting (seed ${seed})`, () => {
  test('decides as the law says, to the microsecond', async () => {
    await fc.assert(
      fc.asyncProperty(votes, async (steps) => {
        expect(accepts(await play(voting, steps, { settings }))).toEqual(expectedAccepts(steps));
      }),
      { seed, numRuns: 200 },
    );
  });

  test('says when to come again: then, and not a millisecond sooner, it accepts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: cooldownUs - 1 }), async (afterUs) => {
        const [, rejected] = await play(voting, [at(0, 'u0', 'r'), { ...at(0, 'u1', 'r'), atUs: afterUs }], {
          settings,
        });
        const retryAfterMs = Math.ceil((cooldownUs - afterUs) / 1000);
        expect(rejected?.answer).toEqual({ ok: false, error: 'cooldown', retryAfterMs });
      }),
      { seed },
    );
  });

  test('keeps the cooldown whatever way a remote store delays and reorders votes', async () => {
    const storeLatency = { kind: 'uniform', fromUs: 0, toUs: 2 * cooldownUs } as const;
    await fc.assert(
      fc.asyncProperty(votes, async (steps) => {
        const decisions: Decision[] = [];
        const answers = await play(recorded(voting, decisions), steps, { settings, storeLatency });
        // `recorded` wraps the store as the server hands it over, so it sees the instants at the store.
        expect(lawful(decisions)).toBe(true);
        expect(answers.filter(({ answer }) => answer.ok).length).toBe(
          decisions.filter(({ accepted }) => accepted).length,
        );
      }),
      { seed, numRuns: 200 },
    );
  });

  test('lets one of many simultaneous votes win, under any interleaving; a check and a later set do not', async () => {
    await expect(fc.assert(atMostOneWins(voting), { seed })).resolves.toBeUndefined();
    await expect(fc.assert(atMostOneWins(checkThenSet), { seed })).rejects.toThrow(/Counterexample/);
  });
});

/** The clock stands still, so of all votes on a resource one at most may win. */
function atMostOneWins(behaviour: Behaviour): fc.IAsyncProperty<[fc.Scheduler, number]> {
  return fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 6 }), async (scheduler, voters) => {
    const inner = memoryStore();
    const store: Store = {
      get: scheduler.scheduleFunction((key: string) => inner.get(key)) as Store['get'],
      set: scheduler.scheduleFunction((key: string, value: unknown) => inner.set(key, value)),
      update: async (key, decide) => {
        await scheduler.schedule(Promise.resolve(), `update ${key}`);
        return inner.update(key, decide);
      },
    };
    const sleep = async (ms: number): Promise<void> => {
      await scheduler.schedule(Promise.resolve(), `sleep ${ms}`);
    };
    const handler = behaviour.start({ now: () => 0, sleep, store, settings: {} });
    const answers = Promise.all(
      Array.from({ length: voters }, (_, index) =>
        handler.handle({ user: `u${index}`, resource: 'r', action: 'vote' }),
      ),
    );
    await scheduler.waitFor(answers);
    return (await answers).filter((answer) => answer.ok).length === 1;
  });
}

describe(`short-cooldown (seed ${seed})`, () => {
  test('accepts again after 60 % of the cooldown', async () => {
    const steps = [at(0, 'u0', 'r'), at(11.999, 'u1', 'r'), at(12, 'u1', 'r')];
    expect(accepts(await play(shortCooldown, steps, { settings }))).toEqual([true, false, true]);
    expect(accepts(await play(voting, steps, { settings }))).toEqual([true, false, false]);
  });

  test('is right for votes that keep away from the end of the cooldown', async () => {
    const away = fc.oneof(fc.nat(Math.floor(cooldownUs * 0.19)), fc.constant(cooldownUs));
    const steps = fc
      .array(fc.record({ away, user: name('u', 3) }), { maxLength: 30 })
      .map((gaps) => votesInBursts(gaps));
    await expect(staysAlike(shortCooldown, steps)).resolves.toBeUndefined();
  });
});

/** Up to three votes close together, then a full cooldown of rest. */
function votesInBursts(gaps: readonly { readonly away: number; readonly user: string }[]): readonly Vote[] {
  let atUs = 0;
  return gaps.map(({ away, user }, index) => {
    atUs += index % 3 === 0 ? cooldownUs : Math.min(away, Math.floor(cooldownUs * 0.19));
    return { atUs, user, resource: 'r' };
  });
}

describe(`wrong-key (seed ${seed})`, () => {
  test('accepts two users on one resource, and refuses one user on a second resource', async () => {
    const steps = [at(0, 'u0', 'r0'), at(1, 'u1', 'r0'), at(2, 'u0', 'r1')];
    expect(accepts(await play(wrongKey, steps, { settings }))).toEqual([true, true, false]);
    expect(accepts(await play(voting, steps, { settings }))).toEqual([true, false, true]);
  });

  test('is right while every user keeps to one resource and shares it with nobody', async () => {
    await expect(
      staysAlike(
        wrongKey,
        votes.map((steps) => steps.map((vote) => ({ ...vote, user: vote.resource }))),
      ),
    ).resolves.toBeUndefined();
  });
});

describe(`check-then-set (seed ${seed})`, () => {
  const gapMs = 15;

  test('accepts both votes of a duel inside the gap, and is right just behind it', async () => {
    const duel = [at(0, 'u0', 'r'), at(14.999, 'u1', 'r'), at(15.001, 'u2', 'r')];
    const options = { settings: { ...settings, gapMs } };
    expect(accepts(await play(checkThenSet, duel, options))).toEqual([true, true, false]);
    expect(accepts(await play(voting, duel, { settings }))).toEqual([true, false, false]);
  });

  test('is right for votes on a resource that come one after another', async () => {
    const slow = votes.map((steps) =>
      steps.map((vote, index) => ({ ...vote, atUs: vote.atUs + index * (gapMs * 1000 + 1) })),
    );
    await expect(staysAlike(checkThenSet, slow)).resolves.toBeUndefined();
  });

  test('waits at least 10 ms between check and set by default', () => {
    expect(checkThenSet.defaults['gapMs']).toBeGreaterThanOrEqual(10);
  });
});

/** The mutant answers like the correct behaviour, whatever is played. */
async function staysAlike(mutant: Behaviour, steps: fc.Arbitrary<readonly Vote[]>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(steps, async (played) => {
      const answersOf = async (behaviour: Behaviour): Promise<readonly boolean[]> =>
        accepts(await play(behaviour, played, { settings }));
      expect(await answersOf(mutant)).toEqual(await answersOf(voting));
    }),
    { seed },
  );
}
