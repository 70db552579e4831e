import type { Budget } from '../budget.js';
import { gapsOf } from '../gaps.js';
import type { Must, Question, Search, Sighting, World } from '../search.js';
import { firstAtLeast } from '../sorted.js';
import { seen } from '../windows.js';
import { addToCourse, clearCourse, courseOf, readyCourse, type Rules } from './course.js';
import { explain, progressOf } from './forward.js';

/** The interval recursion asked about one stretch at a time, as every other search is. */
export function intervalSearch({ model, assumptions }: World): Search {
  if (model.driver.kind !== 'interval-recursion') throw new RangeError(`${model.name} is no plain cooldown`);
  const gaps = gapsOf(model.driver.everyUs, assumptions);
  const near = neighbours();
  return {
    forgetsAfterUs: gaps.refuseUs,
    explain({ actions, pastUntilUs, isAlone }, budget: Budget) {
      const initial = pastUntilUs === null ? 'fresh' : 'unknown';
      const rules: Rules = { gaps, restarts: [], rejectsBind: isAlone, initial };
      const course = courseOf(rules, actions.length);
      clearCourse(course, pastUntilUs ?? -Infinity);
      for (const { seen: kind, startUs, endUs, row } of actions)
        addToCourse(course, kind, startUs, endUs, row);
      readyCourse(course);
      return explain(course, progressOf(actions.length), budget).history;
    },
    must: (question, index) => mustOf(question, index, gaps, near(question)),
  };
}

function mustOf(
  { actions, pastUntilUs, isAlone }: Question,
  index: number,
  { acceptUs, refuseUs }: { readonly acceptUs: number; readonly refuseUs: number },
  untilUs: Float64Array,
): Must | null {
  const { startUs, endUs } = actions[index];
  const fromUs = startUs - Math.max(acceptUs, refuseUs) + 1;
  let mayHaveBeen = !isAlone || (pastUntilUs !== null && pastUntilUs > startUs - refuseUs);
  for (let other = firstAtLeast(untilUs, untilUs.length, fromUs); other < actions.length; other++) {
    const near = actions[other];
    if (near.startUs > endUs + acceptUs) break;
    if (other === index || near.seen === seen.reject) continue;
    const apartUs = Math.max(
      near.endUs <= startUs ? 0 : near.endUs - startUs,
      endUs < near.startUs ? 0 : endUs - near.startUs,
    );
    if (near.seen === seen.accept && apartUs < acceptUs) return { answer: 'reject', because: [near.row] };
    if (near.startUs <= endUs && near.endUs > startUs - refuseUs) mayHaveBeen = true;
  }
  return mayHaveBeen ? null : { answer: 'accept', because: [] };
}

/** The greatest end so far of the last question's actions: whoever begins before and reaches here. */
function neighbours(): (question: Question) => Float64Array {
  let last: readonly Sighting[] | null = null;
  let untilUs = new Float64Array(0);
  return ({ actions }) => {
    if (actions === last) return untilUs;
    last = actions;
    untilUs = new Float64Array(actions.length);
    let latestUs = -Infinity;
    for (let index = 0; index < actions.length; index++)
      untilUs[index] = latestUs = Math.max(latestUs, actions[index].endUs);
    return untilUs;
  };
}
