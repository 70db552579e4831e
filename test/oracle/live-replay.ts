import type { Action, HistoryEvent } from '../../src/history/action.js';
import type { LiveAction, LiveJudge } from '../../src/oracle/live-judge.js';

/** An action that has left. */
export type Left = Action & { readonly sentAtUs: number };

interface Happened {
  /** In the order of the history's rows. */
  readonly actions: Iterable<Action>;
  readonly events: readonly HistoryEvent[];
}

/** Tells a live judge of a run as it would have happened, and looks after each step. */
export function replay(
  { actions, events }: Happened,
  live: LiveJudge<Left & LiveAction>,
  look: () => void,
): void {
  const moments: { readonly atUs: number; readonly rank: number; readonly tell: () => void }[] = [];
  for (const event of events) moments.push({ atUs: event.atUs, rank: 0, tell: () => live.event(event) });
  for (const action of actions) {
    const { sentAtUs, settledAtUs } = action;
    if (sentAtUs === null) continue;
    const left = { ...action, sentAtUs };
    moments.push({ atUs: sentAtUs, rank: 1, tell: () => live.sent(left) });
    const atUs = isAnswered(action) ? (settledAtUs ?? sentAtUs) : Infinity;
    moments.push({ atUs, rank: 2, tell: () => live.settled(left) });
  }
  moments.sort((a, b) => (a.atUs === b.atUs ? a.rank - b.rank : a.atUs - b.atUs));
  for (const { tell } of moments) {
    tell();
    look();
  }
}

export const isAnswered = ({ outcome }: Action): boolean => outcome !== 'unknown' && outcome !== 'error';
