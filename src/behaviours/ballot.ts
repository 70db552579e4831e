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
        const voter = JSON.stringify([action.resource, action.user]);
        return ports.store.update<BehaviourAnswer>(voter, (votes = 0) => {
          if (votes === 0) return { value: 1, result: { ok: true } };
          return { result: replaces ? { ok: true } : refused('voted') };
        });
      },
    };
  },
};
