import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pooledRacesText, pooledVerdictOf, repeatsOf, type RepeatedPlay } from '../../src/report/repeats.js';
import { runs } from './seed.js';

const usual: RepeatedPlay = {
  seed: 's',
  verdict: 'pass',
  actions: 20,
  decided: 18,
  violations: 0,
  meetings: 15,
  races: 0,
  raceAfter: null,
  folder: 'runs/x/y',
};

const play = (changes: Partial<RepeatedPlay> = {}): RepeatedPlay => ({ ...usual, ...changes });
const raced = (raceAfter: number, violations = 2): RepeatedPlay =>
  play({ verdict: 'fail', races: 2, violations, raceAfter });

const reasons = (count: number, plays: readonly RepeatedPlay[]): string =>
  pooledVerdictOf({ count, plays }).reasons.join('; ');

const anyPlay = fc
  .record({
    verdict: fc.constantFrom<RepeatedPlay['verdict'][]>('pass', 'fail', 'inconclusive'),
    meetings: fc.nat(30),
    decided: fc.nat(30),
    after: fc.nat(40),
  })
  .map(({ after, ...rest }) =>
    rest.verdict === 'fail' && after >= 1 && after <= rest.meetings
      ? play({ ...rest, races: 1, violations: 1, raceAfter: after })
      : play(rest),
  );

describe('the plays of a repeated run', () => {
  it('add up: all meetings, and the first race counts those of the plays before it', () => {
    fc.assert(
      fc.property(fc.array(anyPlay, { minLength: 1, maxLength: 8 }), (plays) => {
        const { races } = repeatsOf(plays.length, plays);
        const marks = plays.flatMap(({ meetings, raceAfter }) =>
          Array.from({ length: meetings }, (_, index) => index + 1 === raceAfter),
        );
        expect(races.meetings).toBe(marks.length);
        expect(races.firstAfter).toBe(marks.includes(true) ? marks.indexOf(true) + 1 : null);
        expect(races.seen).toBe(marks.includes(true));
        expect(races.plays).toBe(marks.filter(Boolean).length);
        if (races.seen || marks.length === 0) expect(races.chanceMax).toBeNull();
        else expect(races.chanceMax).toBe(Math.min(1, 3 / marks.length));
      }),
      runs(200),
    );
  });

  it('have the verdict of the worst, and pass only when all were played and all passed', () => {
    fc.assert(
      fc.property(fc.array(anyPlay, { minLength: 1, maxLength: 8 }), fc.nat(2), (plays, missing) => {
        const verdicts = plays.map(({ verdict }) => verdict);
        const { verdict, reasons: why } = pooledVerdictOf({ count: plays.length + missing, plays });
        const isDoubtful = verdicts.includes('inconclusive') || missing > 0;
        const worst = isDoubtful ? 'inconclusive' : 'pass';
        expect(verdict).toBe(verdicts.includes('fail') ? 'fail' : worst);
        expect(why.length).toBeGreaterThan(0);
        expect(why.join().includes('stopped after')).toBe(missing > 0);
      }),
      runs(200),
    );
  });

  it('say why in a sentence', () => {
    const seeds = (verdict: RepeatedPlay['verdict'], count: number) =>
      Array.from({ length: count }, (_, index) => play({ verdict, seed: `s/${index + 1}` }));
    expect(reasons(2, seeds('pass', 2))).toBe('all 2 plays passed; 36 answers decided, all right');
    expect(reasons(9, [...seeds('fail', 7), play(), play()])).toBe(
      '7 of 9 plays failed (seed s/1, s/2, s/3, s/4, s/5, 2 more)',
    );
    expect(reasons(3, [play(), ...seeds('inconclusive', 1)])).toBe(
      '1 of 3 plays could not tell (seed s/1); stopped after 2 of 3 plays',
    );
  });

  it.each([
    [[play(), play()], 'none seen in 30 meetings: a meeting shows one with a chance below 10 % (95 %)'],
    [[play({ meetings: 2 })], 'none seen in 2 meetings: too few to say how rare one is'],
    [[play({ meetings: 0 })], 'no two actions met on one free key at one instant: races were not looked for'],
    [
      [play(), raced(8), play(), raced(1), play()],
      'a race was seen in 2 of 5 plays, first after 23 meetings',
    ],
    [
      [raced(1, 5), play()],
      'violations among actions that met were seen in 1 of 2 plays, first after 1 meeting; others needed no meeting, so it need not be a race',
    ],
  ])('of races: never that there are none (%#)', (plays, text) => {
    expect(pooledRacesText(repeatsOf(plays.length, plays))).toBe(text);
  });
});
