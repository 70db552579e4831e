import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BehaviourAction } from '../../src/behaviours/behaviour.js';
import { startsEmpty } from '../../src/behaviours/mutants/api/starts-empty.js';
import { mutants } from '../../src/behaviours/mutants/index.js';
import { secondsFloored } from '../../src/behaviours/mutants/quota/seconds-floored.js';
import { slidingCounter } from '../../src/models/index.js';
import {
  ask,
  bothOn,
  expectHidden,
  expectRace,
  expectShown,
  judged,
  proven,
  type MutantCase,
} from './mutant-play.js';
import { apiCases } from './mutants-b-api.js';
import { chatCases } from './mutants-b-chat.js';
import { anything, burstsOf } from './mutants-b-drawn.js';
import { gameCases } from './mutants-b-game.js';
import { gatewayCases } from './mutants-b-gateway.js';
import { locksCases } from './mutants-b-locks.js';
import { quotaCases } from './mutants-b-quota.js';
import { roomsCases } from './mutants-b-rooms.js';
import { seed } from './play.js';

const servers = ['api', 'chat', 'quota', 'gateway', 'locks', 'game', 'rooms'];
const cases: readonly MutantCase[] = [
  ...apiCases,
  ...chatCases,
  ...quotaCases,
  ...gatewayCases,
  ...locksCases,
  ...gameCases,
  ...roomsCases,
];
const races = cases.filter(({ mutant }) => mutant.bug?.needs === 'meeting');

/** Users who all want what only one of them, or as many as the limit, may have. */
function rush(name: string): { readonly actions: readonly BehaviourAction[]; readonly most: number } {
  if (name === 'locks') return { actions: ['u0', 'u1'].map(actOf), most: 1 };
  if (name === 'game') return { actions: ['u0', 'u0'].map(actOf), most: 1 };
  if (name === 'rooms') return { actions: ['u0', 'u1', 'u2'].map(actOf), most: 2 };
  return { actions: Array<string>(4).fill('u0').map(actOf), most: 3 };
}

function actOf(user: string): BehaviourAction {
  return { user, resource: 'r', action: 'act' };
}

describe(`mutants of api, chat, quota, gateway, locks, game and rooms (seed ${seed})`, () => {
  test('are all here', () => {
    const names = mutants.filter(({ bug }) => servers.includes(bug?.of ?? '')).map(({ name }) => name);
    expect(cases.map(({ mutant }) => mutant.name).sort()).toEqual(names.sort());
    expect(new Set(races.map(({ mutant }) => mutant.bug?.of))).toEqual(new Set(servers));
  });

  test.each(cases)('$mutant.name: $mutant.bug.shows', async (one) => {
    await expect(expectShown(one)).resolves.toBeUndefined();
  });

  test.each(cases)('$mutant.name is as good as the correct server without that', async (one) => {
    await expect(expectHidden(one, seed)).resolves.toBeUndefined();
  });

  test.each(races)('$mutant.name loses a race now and then, its correct server never', async (one) => {
    const { actions, most } = rush(one.mutant.bug?.of ?? '');
    const race = expectRace(one.mutant, actions, most, seed, one.settings);
    await expect(race).resolves.toBeUndefined();
  });

  test.each(gatewayCases)(
    '$mutant.name is convicted without a word about when windows begin',
    async (one) => {
      const blind = slidingCounter({ per: ['user'], limit: 3, windowUs: 300_000 });
      const { correct, mutant } = await bothOn(one, one.shows, one.deployment);
      expect(proven(judged(blind, correct))).toEqual([]);
      expect(judged(blind, mutant).history).toBe('invalid');
    },
  );
});

describe('what looks wrong only at first', () => {
  test('a bucket that starts empty is right after its first call and a rest', async () => {
    const one = apiCases.find(({ mutant }) => mutant === startsEmpty);
    if (one === undefined) throw new Error('there is no such case');
    await fc.assert(
      fc.asyncProperty(anything({ users: 1 }), async (asks) => {
        const later = [ask(0, 'u0'), ...asks.map((each) => ({ ...each, atUs: each.atUs + 400_000 }))];
        const { correct, mutant } = await bothOn(one, later);
        const answers = (answered: typeof correct) => answered.slice(1).map(({ answer }) => answer);
        expect(answers(mutant)).toEqual(answers(correct));
      }),
      { seed, numRuns: 60 },
    );
  });

  test('whole seconds lose nothing to rounding', async () => {
    const one = quotaCases.find(({ mutant }) => mutant === secondsFloored);
    if (one === undefined) throw new Error('there is no such case');
    const hides = fc.oneof(anything(), burstsOf({ most: 5, restMs: 1000 }));
    const whole = { ...one, settings: { limit: 3, windowMs: 1000 }, hides };
    await expect(expectHidden(whole, seed)).resolves.toBeUndefined();
  });
});
