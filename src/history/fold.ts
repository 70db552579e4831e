import type { HistoryEvent } from './action.js';
import type { History } from './history.js';
import type { JournalEntry } from './journal-entry.js';
import { journalledActions } from './journalled-actions.js';
import type { JournalledActions, PlannedRow } from './journalled-actions.js';
import { receiptTable } from './receipt-table.js';

export type { PlannedRow } from './journalled-actions.js';

export interface FoldOptions {
  /**
   * The phases of the plan, as its header has them; a journal tells when each began. Without them
   * every action that must be added to a broken-off run counts as sent at the run's 0.
   */
  readonly phases?: readonly { readonly name: string; readonly startUs: number }[];
}

/** Timers may fire a fraction of a millisecond early, so a send may precede its intended time by this. */
const earlyUs = 1000;

/**
 * The history that a journal tells, in whatever order and batches its entries come. An answer, even a
 * late one, beats `unknown`; the first of several answers counts. What was sent and never settled is
 * `unknown` and open.
 *
 * Without a `finished` event the run broke off, and the end of the journal may be lost: then every
 * planned action that is not in it may have been sent. It is added as `unknown`, open, sent at the
 * earliest instant at which it could have been: nothing can be proven by its absence.
 *
 * @throws {RangeError} when an action's user and resource stand neither in the journal nor in the plan.
 */
export function historyOf(
  entries: Iterable<JournalEntry>,
  planned: Iterable<PlannedRow>,
  options: FoldOptions = {},
): History {
  const actions = journalledActions();
  const events: HistoryEvent[] = [];
  const arrived = receiptTable();
  for (const entry of entries) {
    if (entry.entry === 'event') events.push(entry.event);
    else if (entry.entry === 'received')
      arrived.received(entry.id, entry.connection, entry.settledAtUs, entry.value ?? null);
    else actions.take(entry);
  }
  const finished = events.some((event) => event.kind === 'finished');
  if (!finished || actions.incomplete()) addPlanned(actions, planned, originsOf(events, options), finished);
  return actions.history(events, finished, arrived.receipts());
}

function addPlanned(
  actions: JournalledActions,
  planned: Iterable<PlannedRow>,
  originOf: (phase: string) => number | null,
  finished: boolean,
): void {
  for (const step of planned) {
    if (finished && !actions.has(step.id)) continue;
    const originUs = originOf(step.phase);
    const earliestUs = originUs === null ? 0 : Math.max(0, originUs + step.intendedAtUs - earlyUs);
    actions.plan(step, originUs ?? 0, earliestUs);
  }
}

/**
 * When the plan's 0 was, by the start of each phase. A phase whose start is not told began no earlier
 * than any other phase says. `null` when no phase is told: then only the run's own 0 is certain.
 */
function originsOf(events: readonly HistoryEvent[], options: FoldOptions): (phase: string) => number | null {
  const starts = new Map(options.phases?.map((phase) => [phase.name, phase.startUs]));
  const origins = new Map<string, number>();
  for (const event of events) {
    const startUs = event.kind === 'phase-started' ? starts.get(event.phase) : undefined;
    if (event.kind !== 'phase-started' || startUs === undefined) continue;
    const originUs = event.atUs - startUs;
    origins.set(event.phase, Math.min(originUs, origins.get(event.phase) ?? Infinity));
  }
  let earliestUs: number | null = null;
  for (const originUs of origins.values()) earliestUs = Math.min(originUs, earliestUs ?? Infinity);
  return (phase) => origins.get(phase) ?? earliestUs;
}
