import { bySettling } from '../order.js';
import type { Question, Search, Sighting, World } from '../search.js';
import { firstAtLeast } from '../sorted.js';
import { seen } from '../windows.js';
import { Counted, surveyOfTotals } from './survey.js';

/** What a question says about a number that only grows; made once for each question. */
interface Tally {
  readonly accepts: readonly Sighting[];
  /** As many accepts as there is room for, those settled first, in order of time; `null`: there are fewer. */
  readonly full: readonly number[] | null;
  /** When what may have been accepted was sent, sorted. */
  readonly startsUs: Float64Array;
}

/**
 * Searches for limits without time: the first `limit` attempts are accepted, and nothing is ever given
 * back. Exact, in one pass: once a reject was right nothing is accepted any more, so every accept must
 * have begun by the time the first reject was over, and by then enough may have been accepted. What an
 * attempt costs makes no difference. A `limit` of `Infinity` refuses nothing.
 */
export function closedFormSearch({ model }: World): Search {
  const { driver } = model;
  if (driver.kind !== 'closed-form') throw new RangeError(`${model.name} is no limit without time`);
  const { limit } = driver;
  let last: { readonly question: Question; readonly tally: Tally } | null = null;
  const tallyFor = (question: Question): Tally => {
    if (last === null || last.question !== question) last = { question, tally: tallyOf(question, limit) };
    return last.tally;
  };
  return {
    forgetsAfterUs: Infinity,
    explain: (question, budget) => {
      budget.left -= question.actions.length;
      return new Counted(question, limit).isExplained() ? 'valid' : 'invalid';
    },
    survey: (question) => surveyOfTotals(question, limit),
    must(question, index) {
      if (limit === Infinity) return { answer: 'accept', because: [] };
      const { full, accepts, startsUs } = tallyFor(question);
      const one = question.actions[index];
      const othersAccepted = accepts.length - (one.seen === seen.accept ? 1 : 0);
      if (full !== null && othersAccepted >= limit)
        return { answer: 'reject', because: othersOf(full, one, accepts, limit) };
      if (question.pastUntilUs !== null || !question.isAlone) return null;
      const own = one.seen === seen.reject ? 0 : 1;
      const before = firstAtLeast(startsUs, startsUs.length, one.endUs + 1) - own;
      return before < limit ? { answer: 'accept', because: [] } : null;
    },
  };
}

function tallyOf({ actions }: Question, limit: number): Tally {
  const accepts = actions.filter(({ seen: kind }) => kind === seen.accept);
  const possible = actions.filter(({ seen: kind }) => kind !== seen.reject);
  return {
    accepts,
    full: accepts.length < limit ? null : settledFirst(accepts, limit),
    startsUs: Float64Array.from(possible, ({ startUs }) => startUs),
  };
}

/** The rows of those accepts that settled first, in the order in which they were sent. */
function settledFirst(accepts: readonly Sighting[], count: number): readonly number[] {
  if (accepts.length === count) return accepts.map(({ row }) => row);
  const byEnd = [...accepts].sort(bySettling);
  const chosen = new Set(byEnd.slice(0, count));
  return accepts.filter((one) => chosen.has(one)).map(({ row }) => row);
}

/** The same rows for every question about an action that is none of them: a key is full of the same accepts for all. */
function othersOf(
  full: readonly number[],
  { row, seen: kind }: Sighting,
  accepts: readonly Sighting[],
  limit: number,
): readonly number[] {
  if (kind !== seen.accept || !full.includes(row)) return full;
  const others = accepts.filter((accept) => accept.row !== row);
  return settledFirst(others, limit);
}
