import * as fc from 'fast-check';
import { ask, asksOf, type Ask, type Drawn } from './mutant-play.js';

/** Somebody's actions at so many milliseconds. */
export function asksAt(user: string, timesMs: readonly number[], more: Partial<Ask> = {}): readonly Ask[] {
  return timesMs.map((atMs) => ask(atMs, user, 'r', more));
}

/** What a race cannot show in: actions further apart than the 15 ms between a check and its write. */
export function apart(drawn: Drawn = {}): fc.Arbitrary<readonly Ask[]> {
  return asksOf(fc.integer({ min: 15_001, max: 120_000 }), drawn);
}

/** Anything at all, close together and far apart. */
export function anything(drawn: Drawn = {}): fc.Arbitrary<readonly Ask[]> {
  return asksOf(fc.oneof(fc.nat(30_000), fc.nat(400_000)), drawn);
}

export interface Bursts {
  /** The most actions of one burst. */
  readonly most: number;
  /** The rest after each, at least. */
  readonly restMs: number;
  /** How many bursts there are at most. Default 8. */
  readonly bursts?: number;
}

/** Bursts that no limit of `most` refuses, each by one user and within 20 ms, and rests between them. */
export function burstsOf({ most, restMs, bursts = 8 }: Bursts): fc.Arbitrary<readonly Ask[]> {
  const burst = fc.record({
    user: fc.nat(2),
    gapsUs: fc.array(fc.nat(5000), { minLength: 1, maxLength: most }),
    restUs: fc.integer({ min: restMs * 1000, max: restMs * 2000 }),
  });
  return fc.array(burst, { maxLength: bursts }).map((all) => {
    let atUs = 0;
    return all.flatMap(({ user, gapsUs, restUs }) => {
      const asks = gapsUs.map((gapUs) => ({ atUs: (atUs += gapUs), user: `u${user}`, resource: 'r' }));
      atUs += restUs;
      return asks;
    });
  });
}

/** Two who go in and out of two rooms, each out of where it is: nobody is refused. */
export const inAndOut: fc.Arbitrary<readonly Ask[]> = asksOf(fc.nat(30_000), { users: 2 }).map((asks) => {
  const inside = new Set<string>();
  return asks.map((one) => {
    const name = `${one.user} ${one.resource}`;
    if (inside.delete(name)) return { ...one, action: 'release' };
    inside.add(name);
    return { ...one, action: 'acquire' };
  });
});

/** Moves of three players in turn; before some of them the one after tries too soon. */
export const inTurn: fc.Arbitrary<readonly Ask[]> = fc.array(fc.boolean(), { maxLength: 15 }).map((tries) =>
  tries.flatMap((isTried, turn) => {
    const move = ask(turn * 20, `u${turn % 3}`);
    return isTried ? [ask(turn * 20, `u${(turn + 1) % 3}`), move] : [move];
  }),
);
