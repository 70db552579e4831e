import { expect, it } from 'vitest';
import { outcomes } from '../../src/oracle/contention/key-verdict.js';
import { intervalSearch } from '../../src/oracle/contention/interval-recursion/search.js';
import { restartsOf } from '../../src/oracle/contention/restarts.js';
import { searchedKeys } from '../../src/oracle/contention/searched/key-judge.js';
import { wideningOf, windowsOf } from '../../src/oracle/contention/windows.js';
import { worldOf } from '../../src/oracle/contention/world.js';
import { cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import { judgements } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { bareKeys, historyOf, pasteableRun, small, type Small } from './small.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'searched';

/** The cooldown judged as every other model is: by asking a search. */
function searched(run: Small) {
  const { everyUs, assumptions } = run;
  const history = historyOf(run);
  const model = cooldown({ per: ['resource'], everyUs });
  const widening = wideningOf(assumptions, false);
  const windows = windowsOf(history, widening, assumptions.horizonUs);
  const outcome = new Uint8Array(history.length);
  const search = intervalSearch(worldOf(model, history, assumptions));
  const setting = {
    initial: assumptions.initial,
    isAlone: assumptions.exclusive && assumptions.complete,
    restarts: restartsOf(history, assumptions, widening),
    forgetsAfterUs: search.forgetsAfterUs,
  };
  const keys = searchedKeys(search, setting, windows, outcome, assumptions.minMarginUs);
  const found = bareKeys(run, history).map(({ rows }) => ({
    rows,
    verdict: keys.judge(Int32Array.from(rows)),
  }));
  return { history, outcome, found, exact: judge(model, history, assumptions) };
}

it('says of a cooldown what its own exact judge says', () => {
  const random = randomOf(seed, 'small');
  const seenBy = { valid: 0, invalid: 0, decided: 0, faults: 0, near: 0 };
  for (let index = 0; index < 6000; index++) {
    const run = small(random);
    const { outcome, found, exact } = searched(run);
    const isBroken = run.events.length > 0 && run.assumptions.state === 'perProcess';
    const histories = found.map(({ verdict }) => verdict.history);
    const worst = histories.includes('invalid')
      ? 'invalid'
      : histories.includes('unknown')
        ? 'unknown'
        : 'valid';
    // Around a loss of memory the generic judge is content with knowing less.
    if (!isBroken || worst === 'invalid') expect(worst, pasteableRun(run)).toBe(exact.history);
    if (worst === 'valid' && exact.history === 'valid') {
      seenBy.valid++;
      outcome.forEach((result, row) => {
        const right = judgements[exact.perAction[row]].startsWith('true');
        if (result === outcomes.right) seenBy.decided++;
        if (!isBroken || result === outcomes.right)
          expect(result === outcomes.right, `${row} of ${pasteableRun(run)}`).toBe(right);
      });
    }
    if (worst !== 'invalid') continue;
    seenBy.invalid++;
    const faults = found.flatMap(({ verdict }) => verdict.faults);
    expect(faults.length, pasteableRun(run)).toBeGreaterThan(0);
    seenBy.faults += faults.length;
    const blamed = new Set(faults.map(({ rows }) => rows[rows.length - 1]));
    expect(blamed.size, pasteableRun(run)).toBe(faults.length);
  }
  console.log(seenBy);
  expect(Math.min(seenBy.valid, seenBy.invalid, seenBy.decided)).toBeGreaterThan(500);
});
