import { refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { upsert: 0 };

/** A ballot: one vote per user and resource; where `upsert` is 1 a second one replaces the first. */
export const ballot: Behaviour = {
  name: 'ballot',
  describe: 'one vote per user and resource; a second one is refused (upsert 1: it replaces the first)',
  defaults,
  start(ports) {
    const replaces = (ports.settings['upsert'] ?? defaults.upsert) > 0;
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['vote', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer, ReadonlySet<string>>(
          action.resource,
          (voters = new Set()) => {
            if (!voters.has(action.user))
              return { value: new Set([...voters, action.user]), result: { ok: true } };
            return { result: replaces ? { ok: true } : refused('voted') };
          },
        );
      },
    };
  },
};
