import type { History } from '../../history/history.js';
import type { Connections } from './connections.js';

/** Trouble that may have kept broadcasts back. */
export interface Disturbances {
  /** Whether trouble that may have touched anybody fell into a stretch of time. */
  touchesAll(fromUs: number, toUs: number): boolean;
  /** Connections of users for whom alone trouble was made in a stretch of time. */
  touched(fromUs: number, toUs: number): Iterable<number>;
}

interface Trouble {
  readonly fromUs: number;
  readonly toUs: number;
  readonly connections: readonly number[] | null;
}

/** Faults whose whole trouble is that connections are lost, which stands in the history by itself. */
const onlyLosses: ReadonlySet<string> = new Set(['drop', 'storm']);

/**
 * Clients of a Redis that is back try again after two seconds at most, as they come, and each on its own: what one
 * node publishes before another has subscribed again is lost, and nobody can know.
 */
const subscribedAgainUs = 5_000_000;

/** What a run did to the network, the server or users, with the time that things took to be quiet again. */
export function disturbancesOf(history: History, connections: Connections, quietUs: number): Disturbances {
  const troubles = troublesOf(history, connections, quietUs);
  const general = troubles.filter((trouble) => trouble.connections === null);
  const personal = troubles.filter((trouble) => trouble.connections !== null);
  return {
    touchesAll: (fromUs, toUs) => general.some((trouble) => meets(trouble, fromUs, toUs)),
    *touched(fromUs, toUs) {
      for (const trouble of personal) if (meets(trouble, fromUs, toUs)) yield* trouble.connections ?? [];
    },
  };
}

const meets = (trouble: Trouble, fromUs: number, toUs: number): boolean =>
  trouble.fromUs <= toUs && trouble.toUs >= fromUs;

function troublesOf({ events }: History, { users }: Connections, quietUs: number): readonly Trouble[] {
  return events.flatMap((event): readonly Trouble[] => {
    if (event.kind === 'server-restarted')
      return [{ fromUs: event.atUs - quietUs, toUs: event.atUs + quietUs, connections: null }];
    if (event.kind !== 'fault' || onlyLosses.has(event.fault)) return [];
    const names = event.userNames === undefined ? null : new Set(event.userNames);
    const own = names === null ? null : [...users.keys()].filter((code) => names.has(users[code] ?? ''));
    const afterUs = event.fault === 'stop-redis' ? Math.max(quietUs, subscribedAgainUs) : quietUs;
    return [{ fromUs: event.atUs, toUs: (event.untilUs ?? Infinity) + afterUs, connections: own }];
  });
}
