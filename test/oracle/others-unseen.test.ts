import { describe, expect, it } from 'vitest';
import { allOf } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import { judge } from '../../src/oracle/judge.js';
import { judgements } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { exactly } from './compare.js';
import { composedRun, pairs } from './composed-drawn.js';
import { isExplainable, type Tried } from './every-instant.js';
import { drawn, judged, keysOf, kinds } from './every-model.js';
import { historyOf } from './small.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'others unseen';
/** So many of each kind. */
const runs = Number(process.env['TURNWISE_TEST_RUNS'] ?? 120);
/** Two ways to say that not everything is known of who touched a key. */
const unseen = [
  { ...exactly, exclusive: false },
  { ...exactly, complete: false },
];

/** Refuses nothing, or others may have given back what there was no room for. */
const decidesNothing = new Set(['upsert', 'unlimited', 'lease', 'turns', 'concurrency']);

/** Whoever else acts. */
const refusesNothing = new Set(['upsert', 'unlimited']);

/** Whether the accepts can all have been, whatever others did in between and before. */
function canAllBe(model: Model, actions: readonly Tried[]): boolean {
  const pastUntilUs = Math.min(...actions.map(({ startUs }) => startUs));
  const accepts = actions.filter(({ answer }) => answer !== 'reject');
  return keysOf(model, accepts).every((own) =>
    isExplainable({ model, actions: own, pastUntilUs, isAlone: false }),
  );
}

describe(`where others act unseen, seed ${seed}`, () => {
  it.each(Object.entries(kinds))(
    'no accept was the only right answer, and every reject that was had no room: %s',
    (name, kind) => {
      const random = randomOf(seed, name);
      let decided = 0;
      for (let run = 0; run < runs; run++) {
        const model = kind.model(random);
        const actions = drawn(random, model, kind);
        const { perAction, history } = judged(model, actions, unseen[run % 2]);
        const where = `${JSON.stringify(model.parameters)} ${JSON.stringify(actions)}`;
        if (history !== 'unknown') expect(history === 'valid', where).toBe(canAllBe(model, actions));
        perAction.forEach((code, row) => {
          const judgement = judgements[code];
          expect(judgement, where).not.toBe('false-reject');
          if (!refusesNothing.has(name)) expect(judgement, where).not.toBe('true-accept');
          if (judgement !== 'true-reject' || history !== 'valid') return;
          decided++;
          const turned = actions.map((one, at): Tried => (at === row ? { ...one, answer: 'accept' } : one));
          expect(canAllBe(model, turned), `row ${row} of ${where}`).toBe(false);
        });
      }
      console.log(name, { runs, decided });
      if (!decidesNothing.has(name)) expect(decided).toBeGreaterThan(0);
    },
  );

  it.each(Object.entries(pairs))(
    'no accept was the only right answer under several limits: %s',
    (name, rulesOf) => {
      const random = randomOf(seed, name);
      let trueRejects = 0;
      for (let run = 0; run < runs; run++) {
        const { rules, actions } = composedRun(random, rulesOf(random), 6);
        const verdict = judge(allOf(rules), historyOf({ actions, events: [] }), unseen[run % 2]);
        expect(verdict.trueAccepts, JSON.stringify(actions)).toBe(0);
        expect(verdict.falseRejects, JSON.stringify(actions)).toBe(0);
        trueRejects += verdict.trueRejects;
      }
      console.log(name, { runs, trueRejects });
      expect(trueRejects).toBeGreaterThan(0);
    },
  );
});
