import { microsOf, refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { limit: 5, windowMs: 1000 };

/** The requests of a window, numbered since the clock began, and of the window before it. */
export interface Counts {
  readonly window: number;
  readonly here: number;
  readonly before: number;
}

/**
 * A gateway that keeps two numbers per user instead of a log: of the requests of the window before
 * it counts the share that the last windowMs still cover, rounded down.
 */
export const gateway: Behaviour = {
  name: 'gateway',
  describe: 'about limit requests per user in the last windowMs, estimated from two counters',
  defaults,
  start(ports) {
    const windowUs = microsOf(ports.settings['windowMs'] ?? defaults.windowMs);
    const limit = ports.settings['limit'] ?? defaults.limit;
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['request', 'act']);
        if (refusal !== null) return refusal;
        const cost = action.cost ?? 1;
        return ports.store.update<BehaviourAnswer, Counts>(action.user, (counts) => {
          const nowUs = microsOf(ports.now());
          const { window, here, before } = countsIn(Math.floor(nowUs / windowUs), counts);
          const leftUs = windowUs - (nowUs % windowUs);
          const covered = Math.floor((before * leftUs) / windowUs);
          if (here + covered + cost <= limit)
            return { value: { window, here: here + cost, before }, result: { ok: true } };
          const room = limit - cost;
          const waitUs =
            here <= room
              ? leftUs - coveringUs(before, room - here, windowUs)
              : leftUs + windowUs - coveringUs(here, room, windowUs);
          return { result: refused('quota', cost <= limit ? waitUs : undefined) };
        });
      },
    };
  },
};

/** The counts as they are in this window: what is older than the window before is gone. */
export function countsIn(window: number, counts: Counts | undefined): Counts {
  if (counts?.window === window) return counts;
  return { window, here: 0, before: counts?.window === window - 1 ? counts.here : 0 };
}

/** The most of a window that may still be left while no more than `room` of its `count` are covered. */
function coveringUs(count: number, room: number, windowUs: number): number {
  return count <= room ? windowUs : Math.ceil(((room + 1) * windowUs) / count) - 1;
}
