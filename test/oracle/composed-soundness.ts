import { expect, it } from 'vitest';
import { allOf } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import { randomOf } from '../../src/plan/random.js';
import { composedPlay, type Wrong } from './composed-server.js';
import { historyOf } from './small.js';

/** What is played with each of them: how many servers that are right, how many that are wrong. */
export interface Plays {
  readonly seed: string;
  readonly correct: number;
  readonly wrong: number;
}

function judged(seed: string, name: string, wrong: Wrong) {
  const { rules, actions, assumptions } = composedPlay(randomOf(seed, name), wrong);
  return { rules, verdict: judge(allOf(rules), historyOf({ actions, events: [] }), assumptions) };
}

/** A server with two limits: never accused where it is right, mostly convicted where it is wrong. */
export function composedSoundness(plays: Plays): void {
  const { seed } = plays;
  it('never accuses a correct server with two limits', () => {
    const seen = { valid: 0, invalid: 0, unknown: 0, decided: 0, undecidable: 0 };
    for (let index = 0; index < plays.correct; index++) {
      const { verdict } = judged(seed, `correct ${index}`, 'nothing');
      expect(verdict.violations, `correct ${index} of seed ${seed}`).toEqual([]);
      seen[verdict.history]++;
      seen.decided += verdict.decided;
      seen.undecidable += verdict.undecidable;
      expect(verdict.correct).toBe(verdict.decided);
    }
    console.log(`seed ${seed}: ${JSON.stringify(seen)}`);
    expect(seen.invalid).toBe(0);
    // An explanation is found for most, however long the latency and whatever is lost.
    expect(seen.valid).toBeGreaterThanOrEqual(plays.correct * 0.8);
    expect(seen.decided).toBeGreaterThan(seen.undecidable / 2);
  });

  it.each(['checks only the first', 'counts what another limit refused'] as const)(
    'convicts a server that %s',
    (wrong) => {
      let convicted = 0;
      for (let index = 0; index < plays.wrong; index++) {
        const { verdict } = judged(seed, `${wrong} ${index}`, wrong);
        if (verdict.violations.some(({ strength }) => strength === 'proven')) convicted++;
      }
      console.log(`seed ${seed}: ${convicted} of ${plays.wrong} that ${wrong}`);
      expect(convicted).toBeGreaterThan(plays.wrong * 0.6);
    },
  );

  it('says the same whatever the order of the limits', () => {
    for (let index = 0; index < 6; index++) {
      const { rules, actions, assumptions } = composedPlay(
        randomOf(seed, `order ${index}`),
        index < 4 ? 'nothing' : 'checks only the first',
      );
      const history = historyOf({ actions, events: [] });
      const [one, other] = [rules, [...rules].reverse()].map((own) =>
        judge(allOf(own), history, assumptions),
      );
      expect(Array.from(other.perAction)).toEqual(Array.from(one.perAction));
      expect(other.history).toBe(one.history);
      expect(other.violations.map(({ kind, rows }) => [kind, rows])).toEqual(
        one.violations.map(({ kind, rows }) => [kind, rows]),
      );
    }
  });
}
