import type { History } from '../history/history.js';
import { outcomeKinds } from '../history/outcome.js';

/** What may have been decided at any time, and nobody saw how. */
const unknown = outcomeKinds.indexOf('unknown');

/**
 * The history as far as it can be believed: whatever was answered on a connection whose answers went
 * astray is unknown and open. The history itself when there is no such connection.
 */
export function believable(history: History): History {
  const untrusted = new Set(
    history.events.flatMap((event) => (event.kind === 'connection-untrusted' ? [event.connection] : [])),
  );
  if (untrusted.size === 0) return history;
  const codes = history.codes('connection');
  const outcome = history.outcome.slice();
  const settledAtUs = history.settledAtUs.slice();
  for (let row = 0; row < history.length; row++) {
    const isSent = !Number.isNaN(history.sentAtUs[row]);
    if (codes[row] < 0 || !isSent || !untrusted.has(history.text('connection', codes[row]))) continue;
    outcome[row] = unknown;
    settledAtUs[row] = Infinity;
  }
  return { ...history, outcome, settledAtUs, outcomeAt: (row) => outcomeKinds[outcome[row]] };
}
