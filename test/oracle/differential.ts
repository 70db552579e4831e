import { explain, explainAgain, progressOf } from '../../src/oracle/contention/interval-recursion/forward.js';
import { flipAccept, flipReject } from '../../src/oracle/contention/interval-recursion/flips.js';
import { positionOf, takeBack } from '../../src/oracle/contention/interval-recursion/course.js';
import { randomOf } from '../../src/plan/random.js';
import { hasExplanation } from './brute-force.js';
import { pasteable, tinyCourse, tinyKey, worldOf, type TinyKey } from './tiny.js';

/** What a differential run saw, so that a test can tell that it tried something. */
export interface Tried {
  histories: number;
  valid: number;
  flips: number;
  decided: number;
}

/** Compares the exact check, and every flip of a valid history, with the brute force. Throws on a difference. */
export function compareExact(seed: string, histories: number): Tried {
  const random = randomOf(seed, 'tiny');
  const tried = { histories, valid: 0, flips: 0, decided: 0 };
  for (let index = 0; index < histories; index++) compareOne(tinyKey(random), tried);
  return tried;
}

/** The same for one key. */
export function compareOne(key: TinyKey, tried: Tried): void {
  const course = tinyCourse(key);
  const progress = progressOf(key.actions.length);
  const budget = { left: 1e6 };
  const found = explain(course, progress, budget).history;
  const expected = hasExplanation(key.actions, worldOf(key)) ? 'valid' : 'invalid';
  if (found !== expected) throw new Error(`${found}, not ${expected}: ${pasteable(key)}`);
  if (found === 'invalid') return;
  tried.valid++;
  const flipped = (row: number): string => {
    const actions = key.actions.map((action, other) =>
      other === row
        ? { ...action, answer: action.answer === 'accept' ? ('reject' as const) : ('accept' as const) }
        : action,
    );
    return hasExplanation(actions, worldOf({ ...key, actions })) ? 'possible' : 'impossible';
  };
  const check = (row: number, flip: string): void => {
    tried.flips++;
    const right = flipped(row);
    if (right === 'impossible') tried.decided++;
    if (flip !== right) throw new Error(`flip of ${row} is ${flip}, not ${right}: ${pasteable(key)}`);
  };
  for (let accept = 0; accept < course.accepts.length; accept++)
    check(course.accepts.rows[accept], flipAccept(course, progress, accept, budget));
  for (let reject = 0; reject < course.rejects.length; reject++) {
    const position = positionOf(course, reject, 0);
    check(course.rejects.rows[reject], flipReject(course, progress, reject, position, budget));
  }
}

/**
 * Takes answers back one after the other, in any order, and compares the search that goes on from the
 * middle with one from the start. Throws on a difference; returns how often it compared.
 */
export function compareTakingBack(seed: string, histories: number): number {
  const random = randomOf(seed, 'back');
  let compared = 0;
  for (let index = 0; index < histories; index++) {
    const key = tinyKey(random);
    const course = tinyCourse(key);
    const progress = progressOf(key.actions.length);
    let found = explain(course, progress, { left: 1e6 });
    let actions = key.actions;
    while (found.history === 'invalid') {
      const known = actions.flatMap(({ answer, endUs }, row) =>
        answer === 'unknown' || endUs === Infinity ? [] : [row],
      );
      const row = known[random.below(known.length)];
      const { startUs, endUs } = actions[row];
      actions = actions.map((one, other) => (other === row ? { ...one, answer: 'unknown' as const } : one));
      takeBack(course, startUs, endUs, row);
      found = explainAgain(course, progress, startUs, found.placed, { left: 1e6 });
      const anew = explain(tinyCourse({ ...key, actions }), progressOf(actions.length), { left: 1e6 });
      compared++;
      if (found.history !== anew.history)
        throw new Error(`${found.history}, not ${anew.history}, after taking back ${row}: ${pasteable(key)}`);
    }
  }
  return compared;
}
