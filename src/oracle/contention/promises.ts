import type { History } from '../../history/history.js';
import type { Assumptions } from '../../models/assumptions.js';
import { firstAtLeast } from './sorted.js';
import { isImpossible, marginOf } from './searched/evidence.js';
import { inOrder } from './order.js';
import type { Question, Search, Sighting } from './search.js';
import { seen, type Windows } from './windows.js';

/** A promise that cannot be kept. */
export interface BrokenPromise {
  /** What leaves no room at the promised time, and last the refusal that came with the promise. */
  readonly rows: readonly number[];
  readonly promisedUs: number;
  readonly marginUs: number;
}

/** What promises of one key are judged with. */
export interface PromiseSetting {
  readonly search: Search;
  readonly windows: Windows;
  readonly history: History;
  readonly assumptions: Assumptions;
  /** Whether refused attempts touch the key as well. */
  readonly refusalsCount: boolean;
  /** Where memory may have been lost nothing can be promised. */
  readonly mayForget: boolean;
}

/** What a look at one promise may cost. */
const stepsMost = 50_000;
/** How many actions before a refusal are looked at. */
const before = 64;

/**
 * Refusals that said when to come back, at a time at which a correct limiter still has to refuse. Only
 * what is surely too early counts: a time that was rounded up is as good as any later one, and where
 * anything else may have touched the key before the time was up, nothing is held against anybody.
 */
export function brokenPromises(setting: PromiseSetting, rows: Int32Array): readonly BrokenPromise[] {
  const { history, windows, mayForget } = setting;
  if (mayForget) return [];
  const promising = rows.filter(
    (row) => windows.seen[row] === seen.reject && (history.retryAfterMsAt(row) ?? 0) > 0,
  );
  if (promising.length === 0) return [];
  const counting = countingOf(setting, rows);
  return [...promising].flatMap((row) => brokenBy(setting, counting, row));
}

/** What may count on the key, in order of start, and the latest end so far. */
interface Counting {
  readonly actions: readonly Sighting[];
  readonly starts: Float64Array;
  readonly untilUs: Float64Array;
}

function countingOf({ windows, refusalsCount }: PromiseSetting, rows: Int32Array): Counting {
  const actions: Sighting[] = [];
  for (const row of rows) {
    const kind = windows.seen[row];
    if (kind === seen.absent || (kind === seen.reject && !refusalsCount)) continue;
    actions.push({ row, startUs: windows.startUs[row], endUs: windows.endUs[row], seen: kind });
  }
  actions.sort(inOrder);
  let latestUs = -Infinity;
  const untilUs = Float64Array.from(actions, ({ endUs }) => (latestUs = Math.max(latestUs, endUs)));
  return { actions, starts: Float64Array.from(actions, ({ startUs }) => startUs), untilUs };
}

function brokenBy(
  setting: PromiseSetting,
  { actions, starts, untilUs }: Counting,
  row: number,
): readonly BrokenPromise[] {
  const { search, history, windows, assumptions } = setting;
  const isAlone = assumptions.exclusive && assumptions.complete;
  const promisedUs = Math.round((history.retryAfterMsAt(row) ?? 0) * 1000);
  const driftUs = Math.ceil((promisedUs * assumptions.driftPpm) / 1_000_000);
  const startUs = windows.startUs[row];
  const backUs = windows.endUs[row] + promisedUs + driftUs;
  const from = Math.max(0, firstAtLeast(starts, starts.length, startUs) - before);
  const to = firstAtLeast(starts, starts.length, backUs + 1);
  if (from > 0 && untilUs[from - 1] >= startUs) return [];
  const near = actions.slice(from, to).filter((other) => other.row !== row);
  if (near.some(({ endUs }) => endUs >= startUs)) return [];
  // Whoever comes back then would have to be refused again.
  const back = { row, startUs: startUs + promisedUs - driftUs, endUs: backUs, seen: seen.accept };
  const hasPast = from > 0 || assumptions.initial === 'unknown' || !isAlone;
  const known = isAlone ? near : near.filter(({ seen: kind }) => kind !== seen.reject);
  const question: Question = {
    actions: [...known, back],
    pastUntilUs: hasPast ? (known[0] ?? back).startUs : null,
    isAlone,
  };
  const must = search.must(question, known.length);
  if (must?.answer !== 'reject') return [];
  const marginUs = marginOf(question, promisedUs, (wide) => isImpossible(search, wide, { left: stepsMost }));
  return [{ rows: [...must.because, row], promisedUs, marginUs }];
}
