import type { HistoryEvent } from '../history/action.js';
import type { History } from '../history/history.js';
import { clip } from './clip.js';
import { missingOf } from './gate.js';
import { byCodeUnit } from './order.js';
import type { Report } from './report.js';

/** Bytes on the wire, which only the transport knows. */
export interface Traffic {
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** What became of the connections, from the events of the history. */
export function connectionsOf(history: History, traffic: Traffic): Report['connections'] {
  const counts = { opened: 0, failed: 0, dropped: 0 };
  const users = new Set<string>();
  const errors = new Map<string, number>();
  for (const event of history.events) {
    if (event.kind === 'connection-opened') {
      counts.opened++;
      users.add(event.user);
    } else if (event.kind === 'connection-failed' || event.kind === 'connection-lost') {
      counts[event.kind === 'connection-failed' ? 'failed' : 'dropped']++;
      const reason = clip(event.reason);
      errors.set(reason, (errors.get(reason) ?? 0) + 1);
    }
  }
  return {
    attempted: counts.opened + counts.failed,
    ...counts,
    reconnected: counts.opened - users.size,
    bytesIn: traffic.bytesIn,
    bytesOut: traffic.bytesOut,
    errors: Object.fromEntries([...errors].sort(byFrequency).slice(0, 20)),
    missing: missingOf(history),
    stranded: strandedOf(history),
  };
}

/**
 * Users who were without a connection when the run ended, and how many of their actions could not
 * leave because of it. A plan that was not played to its end proves less than it promised.
 */
function strandedOf(history: History): Report['connections']['stranded'] {
  const { users, actions, sinceUs } = goneOf(history, () => true);
  return { users, actions, sinceUs };
}

/** Of them, those who never had a connection. */
export function neverInOf(history: History): { readonly users: number; readonly actions: number } {
  const seen = new Set<string>();
  for (const event of history.events) if (event.kind === 'connection-opened') seen.add(event.user);
  const { users, actions } = goneOf(history, (user) => !seen.has(user));
  return { users, actions };
}

function goneOf(history: History, counts: (user: string) => boolean): Report['connections']['stranded'] {
  const goneSinceUs = new Map<string, number>();
  for (const event of history.events) noteConnection(goneSinceUs, event);
  for (const user of goneSinceUs.keys()) if (!counts(user)) goneSinceUs.delete(user);
  const users = new Set<string>();
  let actions = 0;
  let sinceUs: number | null = null;
  const codes = history.codes('user');
  for (let row = 0; row < history.length && goneSinceUs.size > 0; row++) {
    const code = codes[row] ?? -1;
    if (code < 0 || history.outcomeAt(row) !== 'dropped') continue;
    const user = history.text('user', code);
    const goneUs = goneSinceUs.get(user) ?? Number.POSITIVE_INFINITY;
    if ((history.intendedAtUs[row] ?? Number.NaN) >= goneUs) {
      users.add(user);
      actions++;
      sinceUs = Math.min(sinceUs ?? goneUs, goneUs);
    }
  }
  return { users: users.size, actions, sinceUs };
}

function noteConnection(goneSinceUs: Map<string, number>, event: HistoryEvent): void {
  if (event.kind === 'connection-opened') goneSinceUs.delete(event.user);
  const gone = event.kind === 'connection-failed' || event.kind === 'connection-lost';
  // A failed attempt to come back does not move the instant at which the user was gone.
  if (gone && !goneSinceUs.has(event.user)) goneSinceUs.set(event.user, event.atUs);
}

function byFrequency(a: readonly [string, number], b: readonly [string, number]): number {
  return b[1] - a[1] || byCodeUnit(a[0], b[0]);
}
