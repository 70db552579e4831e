import type { HistoryEvent } from '../history/action.js';
import type { PlanHeader } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';

/** Who is connected, and who should be. */
export interface LivePresence {
  take(event: HistoryEvent): void;
  /** Users with at least one open connection, and users who were to come by then, so long after the first phase began. */
  count(playedUs: number): { readonly connected: number; readonly users: number };
}

/** Users are counted, not their sockets. */
export function livePresence(
  { userNames }: Pick<Scenario, 'userNames'>,
  { arrivesAtUs = [] }: Pick<PlanHeader, 'arrivesAtUs'>,
): LivePresence {
  const open = new Map<string, number>();
  const arrivals = arrivesAtUs.flatMap((atUs) => (atUs === null ? [] : [atUs])).sort((a, b) => a - b);
  const change = (user: string, by: number): void => {
    const sockets = (open.get(user) ?? 0) + by;
    if (sockets > 0) open.set(user, sockets);
    else open.delete(user);
  };
  return {
    take(event) {
      if (event.kind === 'connection-opened') change(event.user, 1);
      else if (event.kind === 'connection-lost' || event.kind === 'connection-closed') change(event.user, -1);
    },
    count(playedUs) {
      const still = arrivals.filter((atUs) => atUs > playedUs).length;
      return { connected: open.size, users: Math.max(open.size, userNames.length - still) };
    },
  };
}
