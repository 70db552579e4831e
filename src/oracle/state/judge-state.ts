import type { History } from '../../history/history.js';
import type { Assumptions } from '../../models/assumptions.js';
import { believable } from '../untrusted.js';
import { beginningNotes, isStartBelieved } from './beginnings.js';
import { changesOf, type KeyChanges } from './changes.js';
import type { StateSpec } from './contract.js';
import { judgeMembers } from './members.js';
import { judgeNumbers, type KeyFindings } from './numbers.js';
import { readingsOf, type Reading } from './readings.js';
import type { CheckVerdict, StateVerdict } from './verdict.js';

/** What of the assumptions state depends on. */
export type StateAssumptions = Pick<Assumptions, 'exclusive' | 'complete' | 'state' | 'initial'>;

/**
 * Compares what the server said of its state with what it accepted. An accepted change counts from its answer
 * on, and may count from its send on; one that was never answered may or may not have happened; the server
 * looked some time between the question and its answer. Only what no choice of all these instants explains
 * is a violation.
 */
export function judgeState(
  specs: readonly StateSpec[],
  history: History,
  assumptions: StateAssumptions = { exclusive: true, complete: true, state: 'durable', initial: 'fresh' },
): StateVerdict {
  const believed = believable(history);
  return { checks: specs.map((spec) => judgeCheck(spec, believed, assumptions)) };
}

function judgeCheck(spec: StateSpec, history: History, assumptions: StateAssumptions): CheckVerdict {
  const { readings, unread } = readingsOf(history, spec.name);
  const common = {
    name: spec.name,
    kind: spec.kind,
    readings: readings.length,
    unread: unread.length,
    unreadBecause: unread.at(-1) ?? null,
  };
  const nothing = { ...common, keys: 0, compared: 0, exact: 0, strangers: 0, violations: [], notes: [] };
  const lostUs = assumptions.state === 'durable' ? -Infinity : lastRestartUs(history);
  try {
    const keys = keysOf(spec, changesOf(spec, history, lostUs), readings);
    const said = { ...nothing, keys: keys.length, strangers: strangersIn(spec, keys, readings) };
    const others = othersText(assumptions);
    if (others !== null) return { ...said, doubt: others };
    const telling = naming(keys, readings);
    const isBelieved = isStartBelieved(spec, assumptions);
    const judgeKey = spec.kind === 'number' ? judgeNumbers : judgeMembers;
    const found = keys.map((changes): KeyFindings =>
      judgeKey(spec, changes, telling, { isStartBelieved: isBelieved, fromUs: lostUs }),
    );
    const compared = found.reduce((sum, one) => sum + one.compared, 0);
    return {
      ...said,
      compared,
      exact: found.reduce((sum, one) => sum + one.exact, 0),
      violations: found.flatMap(({ violations }) => violations),
      doubt: readings.length > 0 && compared === 0 ? emptyText(spec, keys, readings, isBelieved) : null,
      notes: isBelieved ? [] : beginningNotes(spec, keys, telling, lostUs),
    };
  } catch (error) {
    // Code of the scenario: whatever it throws, the run keeps its report.
    const reason = error instanceof Error ? error.message : String(error);
    return { ...nothing, doubt: `its \`count\` cannot be used: ${reason}` };
  }
}

/** The keys that actions were about; all that were read, where no action may change anything. */
function keysOf(
  { kind, isConstantUntouched }: StateSpec,
  touched: readonly KeyChanges[],
  readings: readonly Reading[],
): readonly KeyChanges[] {
  if (touched.length > 0 || isConstantUntouched !== true || kind !== 'number') return touched;
  const read = new Set(readings.flatMap(({ values }) => Object.keys(values)));
  return [...read].map((key) => ({ key, changes: [], refused: [] }));
}

/** A process that forgets takes what it had accepted with it, some time before that was noticed. */
function lastRestartUs({ events }: History): number {
  return events.reduce(
    (last, event) => (event.kind === 'server-restarted' ? Math.max(last, event.atUs) : last),
    -Infinity,
  );
}

/** What others do to a state, nobody of the run has seen. */
function othersText({ exclusive, complete }: StateAssumptions): string | null {
  if (!exclusive)
    return 'others use the same keys (`oracle.exclusive: false`), and what they did to them nobody saw';
  return complete ? null : 'some actions on the keys are not recorded (`oracle.complete: false`)';
}

function emptyText(
  { start, kind }: StateSpec,
  keys: readonly KeyChanges[],
  readings: readonly Reading[],
  isBelieved: boolean,
): string {
  if (keys.length === 0) return 'no action of the run is about it';
  const isNamed = readings.some(({ values }) => keys.some(({ key }) => Object.hasOwn(values, key)));
  if (!isNamed) return 'what was read names none of its keys';
  if (kind === 'number' && start === null && readings.length === 1)
    return 'it was read once only, and `start` does not say what it was before';
  if (kind === 'number' && start !== null && !isBelieved)
    return 'it could not be read at the beginning, and the server may have been used before, so that `start` says nothing; where it is new, say `oracle: {initial: fresh}`';
  return `what was read are no ${kind === 'number' ? 'numbers' : 'lists of members'}`;
}

/** What was read and nobody of the run was about. */
function strangersIn({ kind }: StateSpec, keys: readonly KeyChanges[], readings: readonly Reading[]): number {
  const known = new Map(keys.map((changes) => [changes.key, new Set(membersIn(changes))]));
  const strangers = new Set<string>();
  for (const { values } of readings)
    for (const [key, value] of Object.entries(values)) {
      const members = known.get(key);
      if (members === undefined) strangers.add(JSON.stringify([key]));
      else if (kind === 'members' && typeof value !== 'number')
        for (const member of value) if (!members.has(member)) strangers.add(JSON.stringify([key, member]));
    }
  return strangers.size;
}

const membersIn = ({ changes, refused }: KeyChanges): readonly (string | undefined)[] =>
  [...changes, ...refused].map(({ member }) => member);

/** A reading that names other keys only was asked for, or read, in another way than the actions are counted. */
function naming(keys: readonly KeyChanges[], readings: readonly Reading[]): readonly Reading[] {
  const known = new Set(keys.map(({ key }) => key));
  return readings.filter(({ values }) => {
    const named = Object.keys(values);
    return named.length === 0 || named.some((key) => known.has(key));
  });
}
