import { gapsOf, type Gaps } from '../gaps.js';
import type { Must, Question, Search, World } from '../search.js';
import { surveyOf } from '../searched/survey/survey.js';
import { firstAtLeast } from '../sorted.js';
import { seen } from '../windows.js';
import { courseOf, withoutUnknowns } from './course.js';
import { restartingMachine, untouched, type Memory } from './machine.js';
import { merge, type Start } from './merge.js';
import { acceptsAround, linkedBefore, nearOf, rejectBefore, type Near } from './near.js';
import { restartingSurvey } from './restarting-survey.js';
import { slotsOf, type Slots } from './slots.js';

/**
 * Searches for limits whose time every attempt starts again, the refused ones as well. The order of
 * accepts and rejects matters here, so both are merged into one order; within a kind instants can be
 * swapped. Exact where all attempts of a stretch cost the same; else it says `unknown`.
 */
export function restartingSearch(world: World): Search {
  const { driver, name } = world.model;
  if (driver.kind !== 'restarting') throw new RangeError(`${name} is no limit that every attempt restarts`);
  const gaps = gapsOf(driver.windowUs, world.assumptions);
  const slotsIn = slotsOf(world, driver.limit);
  let last: { readonly question: Question; readonly near: Near; readonly slots: Slots | null } | null = null;
  return {
    forgetsAfterUs: gaps.refuseUs,
    explain(question, budget) {
      const slots = slotsIn(question);
      if (slots === null) return 'unknown';
      if (slots.count === 0) return refusesAll(question) ? 'valid' : 'invalid';
      const start = startOf(question, slots);
      if (start === null) return 'unknown';
      const course = courseOf(question);
      const machine = restartingMachine(slots.count, gaps);
      const plain = merge(machine, withoutUnknowns(course), start, budget);
      if (plain.explained !== 'invalid' || course.unknowns.startUs.length === 0) return plain.explained;
      return merge(machine, course, start, budget).explained;
    },
    survey: surveyed(slotsIn, gaps),
    must(question, index) {
      if (last?.question !== question)
        last = { question, near: nearOf(question, gaps), slots: slotsIn(question) };
      const { near, slots } = last;
      if (slots === null || slots.count === 0) return null;
      const because = leavesNoRoom(near, index, slots.count, gaps);
      if (because !== null) return { answer: 'reject', because: rowsOf(near, because) };
      return mustAccept(question, near, index, slots.count);
    },
  };
}

/** A survey of what can be followed: nobody else acts, the past is over, and all attempts cost the same. */
function surveyed(slotsIn: ReturnType<typeof slotsOf>, gaps: Gaps): NonNullable<Search['survey']> {
  const surveys = new Map<string, ReturnType<typeof surveyOf>>();
  return (question) => {
    const { actions, pastUntilUs, isAlone } = question;
    if (!isAlone || (pastUntilUs !== null && pastUntilUs > actions[0].startUs)) return null;
    const slots = slotsIn(question);
    if (slots === null || slots.count === 0) return null;
    const name = `${slots.count} ${slots.spare}`;
    const survey = surveys.get(name) ?? surveyOf(restartingSurvey(slots, gaps), () => 1);
    surveys.set(name, survey);
    return survey(question);
  };
}

const refusesAll = ({ actions }: Question): boolean =>
  actions.every(({ seen: kind }) => kind !== seen.accept);

/** What may be remembered at the start; `null`: what others did meanwhile may have cost anything. */
function startOf({ actions, pastUntilUs, isAlone }: Question, slots: Slots): Start<Memory> | null {
  if (pastUntilUs === null || !isAlone || actions.length === 0)
    return { memories: [untouched], hiddenUntilUs: -Infinity };
  const goesOn = pastUntilUs > actions[0].startUs;
  if (goesOn && slots.cost !== 1) return null;
  const memories = [untouched];
  for (let count = slots.spare > 0 ? 0 : 1; count <= slots.count; count++)
    memories.push({ count, loUs: -Infinity, hiUs: pastUntilUs, isIdle: false });
  return { memories, hiddenUntilUs: goesOn ? pastUntilUs : -Infinity };
}

/** The attempts because of which an action cannot have been accepted; `null`: it can. */
function leavesNoRoom(near: Near, index: number, slots: number, gaps: Gaps): readonly number[] | null {
  const refused = rejectBefore(near, index, gaps);
  if (refused >= 0) return [refused];
  const around = acceptsAround(near, index, slots, gaps);
  if (around !== null) return around;
  const before = linkedBefore(near, index, gaps);
  if (before < 0 || near.certain[before] < slots) return null;
  const chain: number[] = [];
  for (let at = before; at >= 0 && chain.length < slots; at = near.earlier[at]) chain.push(at);
  return chain.reverse();
}

function mustAccept({ isAlone, actions }: Question, near: Near, index: number, slots: number): Must | null {
  const before = near.possibleBefore[index];
  if (!isAlone || before < 0) return null;
  const { endUs, seen: kind } = actions[index];
  const until = firstAtLeast(near.possibleStartsUs, near.possibleStartsUs.length, endUs + 1);
  const others = until - before - (kind === seen.reject ? 0 : 1);
  return others < slots ? { answer: 'accept', because: [] } : null;
}

const rowsOf = ({ actions }: Near, indices: readonly number[]): readonly number[] =>
  indices.map((index) => actions[index].row);
