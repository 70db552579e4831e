import type { History } from '../../history/history.js';
import type { StateChange, StateSpec } from './contract.js';

/** What one action did, or may have done, to the state of a key. */
export interface Change {
  readonly by: number;
  readonly member: string | undefined;
  /** Not before. */
  readonly fromUs: number;
  /** Surely to be seen from then on, if it happened; `Infinity`: nobody knows. */
  readonly untilUs: number;
  /** Whether it was accepted; else it may have happened or not. */
  readonly isSure: boolean;
}

/** Everything that was done about one key. */
export interface KeyChanges {
  readonly key: string;
  /** What happened or may have, in order of sending. */
  readonly changes: readonly Change[];
  /** What would have happened, had it not been refused. */
  readonly refused: readonly Change[];
}

interface Growing extends KeyChanges {
  readonly changes: Change[];
  readonly refused: Change[];
}

/**
 * The changes of a history, key by key, in order of first mention. Actions that never left name their key
 * and do nothing.
 *
 * @param forgottenUntilUs what was sent until then may be lost again without anybody's fault.
 * @throws RangeError where a scenario's `count` gives no change.
 */
export function changesOf(
  spec: StateSpec,
  history: History,
  forgottenUntilUs: number,
): readonly KeyChanges[] {
  const keys = new Map<string, Growing>();
  for (let row = 0; row < history.length; row++) {
    const change = spec.changeOf(history.actionAt(row));
    if (change === null) continue;
    checkChange(spec, change);
    const known = keys.get(change.key) ?? { key: change.key, changes: [], refused: [] };
    keys.set(change.key, known);
    addTo(known, change, history, row, { settleUs: spec.settleUs, forgottenUntilUs });
  }
  return [...keys.values()];
}

interface Timing {
  readonly settleUs: number;
  readonly forgottenUntilUs: number;
}

function addTo(
  known: Growing,
  { by, member }: StateChange,
  history: History,
  row: number,
  timing: Timing,
): void {
  const outcome = history.outcomeAt(row);
  const fromUs = history.sentAtUs[row];
  if (outcome === 'dropped' || Number.isNaN(fromUs)) return;
  const settledUs = history.settledAtUs[row] + timing.settleUs;
  const isSure = outcome === 'accepted' && fromUs > timing.forgottenUntilUs;
  const untilUs = outcome === 'accepted' || outcome === 'rejected' ? settledUs : Infinity;
  (outcome === 'rejected' ? known.refused : known.changes).push({ by, member, fromUs, untilUs, isSure });
}

/** Code of a scenario is told at once where it gives something else than it should. */
function checkChange({ name, kind }: StateSpec, { key, by, member }: StateChange): void {
  if (typeof key !== 'string') throw new RangeError(`the check ${name} counts on a key that is no text`);
  if (!Number.isSafeInteger(by))
    throw new RangeError(`the check ${name} counts by ${String(by)}, which is no whole number`);
  if (kind === 'members' && (typeof member !== 'string' || Math.abs(by) !== 1))
    throw new RangeError(`the check ${name} is about members: it needs a \`member\`, and \`by\` 1 or -1`);
}
