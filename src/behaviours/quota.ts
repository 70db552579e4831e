import { microsOf, refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { limit: 5, windowMs: 1000, byClock: 0 };

/** A counter and when it is thrown away, as `INCR` and `EXPIRE` keep them. */
export interface Counter {
  readonly used: number;
  readonly endsUs: number;
}

/**
 * A quota per user and window. A window begins with the first request in it, or, where `byClock` is
 * 1, whenever the server's clock comes to a multiple of its length.
 */
export const quota: Behaviour = {
  name: 'quota',
  describe:
    'limit requests per user in a window of windowMs that begins with the first (byClock 1: by the clock)',
  defaults,
  start(ports) {
    const windowUs = microsOf(ports.settings['windowMs'] ?? defaults.windowMs);
    const limit = ports.settings['limit'] ?? defaults.limit;
    const byClock = (ports.settings['byClock'] ?? defaults.byClock) > 0;
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['request', 'act']);
        if (refusal !== null) return refusal;
        const cost = action.cost ?? 1;
        return ports.store.update<BehaviourAnswer, Counter>(action.user, (counter) => {
          const nowUs = microsOf(ports.now());
          const begunUs = byClock ? nowUs - (nowUs % windowUs) : nowUs;
          const { used, endsUs } =
            counter === undefined || nowUs >= counter.endsUs
              ? { used: 0, endsUs: begunUs + windowUs }
              : counter;
          if (used + cost <= limit) return { value: { used: used + cost, endsUs }, result: { ok: true } };
          return { result: refused('quota', cost <= limit ? endsUs - nowUs : undefined) };
        });
      },
    };
  },
};
