import { microsOf, refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { limit: 5, windowMs: 1000 };

/** A chat with a quota per user: the times of the messages of the last window are kept, and counted. */
export const chat: Behaviour = {
  name: 'chat',
  describe: 'a message is accepted unless its user had limit of them accepted in the last windowMs',
  defaults,
  start(ports) {
    const windowUs = microsOf(ports.settings['windowMs'] ?? defaults.windowMs);
    const limit = ports.settings['limit'] ?? defaults.limit;
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['send', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer, readonly number[]>(action.user, (times = []) => {
          const nowUs = microsOf(ports.now());
          const kept = times.filter((timeUs) => timeUs + windowUs > nowUs);
          const cost = action.cost ?? 1;
          if (kept.length + cost <= limit)
            return { value: [...kept, ...Array<number>(cost).fill(nowUs)], result: { ok: true } };
          const last = kept[kept.length + cost - limit - 1];
          return { result: refused('quota', last === undefined ? undefined : last + windowUs - nowUs) };
        });
      },
    };
  },
};
