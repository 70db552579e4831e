import type { HistoryEvent } from '../history/action.js';
import type { History } from '../history/history.js';
import { clip } from './clip.js';
import type { Report } from './report.js';

const namedMost = 1000;

/**
 * Who was not connected when the first phase started although everybody should have been, why, and how
 * many of their actions never left. Users without actions are missed by nobody, and neither are those who came
 * later, in time for their first action.
 */
export function missingOf(history: History): Report['connections']['missing'] {
  const gate = gateOf(history.events);
  if (gate === null) return { users: 0, actions: 0, first: [] };
  const codes = history.codes('user');
  const dropped = new Map<number, number>();
  const isIn = new Map<number, boolean>();
  for (let row = 0; row < history.length; row++) {
    const code = codes[row] ?? -1;
    if (code < 0) continue;
    if (!isIn.has(code)) {
      const user = history.text('user', code);
      const cameUs = gate.cameLaterAtUs.get(user) ?? Number.POSITIVE_INFINITY;
      isIn.set(code, gate.connected.has(user) || cameUs <= (history.intendedAtUs[row] ?? Number.NaN));
    }
    if (isIn.get(code) === true) continue;
    dropped.set(code, (dropped.get(code) ?? 0) + (history.outcomeAt(row) === 'dropped' ? 1 : 0));
  }
  const users = [...dropped.keys()].map((code) => history.text('user', code));
  return {
    users: users.length,
    actions: [...dropped.values()].reduce((sum, actions) => sum + actions, 0),
    first: users.slice(0, namedMost).map((user) => ({ user, why: gate.whys.get(user) ?? 'no answer yet' })),
  };
}

interface Gate {
  readonly connected: ReadonlySet<string>;
  readonly whys: ReadonlyMap<string, string>;
  /** When those of whom nothing was heard before were first heard of. */
  readonly cameLaterAtUs: ReadonlyMap<string, number>;
}

/** What had become of each user's connection when the gate opened; `null` where no run of ours started. */
function gateOf(events: readonly HistoryEvent[]): Gate | null {
  const connected = new Set<string>();
  const whys = new Map<string, string>();
  for (const [at, event] of events.entries()) {
    if (event.kind === 'phase-started')
      return { connected, whys, cameLaterAtUs: later(events.slice(at), whys) };
    if (event.kind === 'connection-opened') connected.add(event.user);
    if (event.kind === 'connection-failed') whys.set(event.user, clip(event.reason));
    if (event.kind === 'connection-lost') {
      connected.delete(event.user);
      whys.set(event.user, `lost again, ${clip(event.reason)}`);
    }
  }
  return null;
}

/** The first end that an attempt to connect had, by user, of those who had tried none before. */
function later(events: readonly HistoryEvent[], before: ReadonlyMap<string, string>): Gate['cameLaterAtUs'] {
  const first = new Map<string, number>();
  for (const event of events)
    if (event.kind === 'connection-opened' || event.kind === 'connection-failed')
      if (!before.has(event.user) && !first.has(event.user)) first.set(event.user, event.atUs);
  return first;
}
