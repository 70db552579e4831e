import { inOrder } from '../order.js';
import type { Question, Sighting } from '../search.js';
import type { Span } from '../restarts.js';
import { seen, type Windows } from '../windows.js';

/** What holds for every key alike. */
export interface Setting {
  readonly initial: 'fresh' | 'unknown';
  /** Nobody else touches the keys, and every action that did is in the history. */
  readonly isAlone: boolean;
  readonly restarts: readonly Span[];
  readonly forgetsAfterUs: number;
}

/** The rows of a key as sightings. Rejects are left out where they prove nothing. */
export function sightingsOf(windows: Windows, rows: Int32Array, { isAlone }: Setting): Sighting[] {
  const sightings: Sighting[] = [];
  for (const row of rows) {
    const kind = windows.seen[row];
    if (kind === seen.absent || (kind === seen.reject && !isAlone)) continue;
    sightings.push({ row, startUs: windows.startUs[row], endUs: windows.endUs[row], seen: kind });
  }
  return sightings.sort(inOrder);
}

/**
 * Cuts a key into stretches that have nothing to do with each other: where it was quiet for so long
 * that its past is over, and where the server's memory may have been lost.
 */
export function stretchesOf(actions: readonly Sighting[], setting: Setting): readonly Question[] {
  if (actions.length === 0) return [];
  const firstUs = actions[0].startUs;
  const pastUntilUs = setting.initial === 'unknown' || !setting.isAlone ? firstUs : null;
  return lives(actions, setting.restarts, pastUntilUs).flatMap((life) => quietCuts(life, setting));
}

interface Life {
  readonly actions: readonly Sighting[];
  readonly pastUntilUs: number | null;
}

/**
 * Before and after each possible loss of memory. What may have been decided on either side may have
 * been so on both; after it anything may be remembered.
 */
function lives(
  actions: readonly Sighting[],
  restarts: readonly Span[],
  pastUntilUs: number | null,
): readonly Life[] {
  const found: Life[] = [];
  let rest = actions;
  let past = pastUntilUs;
  for (const { fromUs, toUs } of restarts) {
    const before = rest.filter(({ startUs }) => startUs <= toUs).map((action) => until(action, fromUs));
    if (before.length > 0) found.push({ actions: before.sort(inOrder), pastUntilUs: past });
    rest = rest.filter(({ endUs }) => endUs >= toUs).map((action) => since(action, toUs));
    past = Math.max(toUs, pastUntilUs ?? -Infinity);
  }
  if (rest.length > 0) found.push({ actions: [...rest].sort(inOrder), pastUntilUs: past });
  return found;
}

const until = (action: Sighting, fromUs: number): Sighting =>
  action.endUs < fromUs ? action : { ...action, seen: seen.unknown };

/** As far as it may have been decided before then, it belongs to the past nobody knows. */
const since = (action: Sighting, toUs: number): Sighting =>
  action.startUs > toUs ? action : { ...action, startUs: toUs, seen: seen.unknown };

function quietCuts({ actions, pastUntilUs }: Life, { forgetsAfterUs, isAlone }: Setting): Question[] {
  const stretches: Question[] = [];
  let from = 0;
  let latestUs = actions[0].endUs;
  let past = pastUntilUs;
  for (let index = 1; index <= actions.length; index++) {
    const startUs = index < actions.length ? actions[index].startUs : Infinity;
    const quietSinceUs = Math.max(latestUs, past ?? -Infinity);
    if (index < actions.length && startUs - quietSinceUs < forgetsAfterUs) {
      latestUs = Math.max(latestUs, actions[index].endUs);
      continue;
    }
    stretches.push({ actions: actions.slice(from, index), pastUntilUs: past, isAlone });
    if (index === actions.length) break;
    from = index;
    latestUs = actions[index].endUs;
    past = isAlone ? null : startUs;
  }
  return stretches;
}
