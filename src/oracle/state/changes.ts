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
  /** The connection that asked for it, where one is known. */
  readonly connection?: string | undefined;
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
  const ends = spec.kind === 'members' ? endsOf(history) : new Map<string, number>();
  for (let row = 0; row < history.length; row++) {
    const change = spec.changeOf(history.actionAt(row));
    if (change === null) continue;
    checkChange(spec, change);
    const known = keys.get(change.key) ?? { key: change.key, changes: [], refused: [] };
    keys.set(change.key, known);
    addTo(known, change, history, row, { settleUs: spec.settleUs, forgottenUntilUs });
  }
  return [...keys.values()].map((known) =>
    spec.kind === 'members' ? { ...known, changes: [...known.changes, ...partingsOf(known, ends)] } : known,
  );
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
  const change = { by, member, fromUs, untilUs, isSure, connection: history.actionAt(row).connection };
  (outcome === 'rejected' ? known.refused : known.changes).push(change);
}

/** Connections that have ended, with the last instant at which the server was surely seen to know them. */
function endsOf(history: History): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const event of history.events)
    if (event.kind === 'connection-lost' || event.kind === 'connection-closed')
      ends.set(event.connection, -Infinity);
  for (let row = 0; ends.size > 0 && row < history.length; row++) {
    const { connection = '', outcome, sentAtUs } = history.actionAt(row);
    const knownUs = ends.get(connection);
    const isAnswered = outcome === 'accepted' || outcome === 'rejected' || outcome === 'error';
    if (knownUs !== undefined && isAnswered && sentAtUs !== null)
      ends.set(connection, Math.max(knownUs, sentAtUs));
  }
  return ends;
}

/** Whoever got in on a connection that has ended may have been put out for that, or not, at any time since. */
function partingsOf({ changes }: KeyChanges, ends: ReadonlyMap<string, number>): readonly Change[] {
  return changes.flatMap(({ by, member, fromUs, connection = '' }): Change[] => {
    const endUs = ends.get(connection);
    if (by <= 0 || endUs === undefined) return [];
    return [{ by: -1, member, fromUs: Math.max(fromUs, endUs), untilUs: Infinity, isSure: false }];
  });
}

/** Code of a scenario is told at once where it gives something else than it should. */
function checkChange({ name, kind }: StateSpec, { key, by, member }: StateChange): void {
  if (typeof key !== 'string') throw new RangeError(`the check ${name} counts on a key that is no text`);
  if (!Number.isSafeInteger(by))
    throw new RangeError(`the check ${name} counts by ${String(by)}, which is no whole number`);
  if (kind === 'members' && (typeof member !== 'string' || Math.abs(by) !== 1))
    throw new RangeError(`the check ${name} is about members: it needs a \`member\`, and \`by\` 1 or -1`);
}
