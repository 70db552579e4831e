import { refusalOf, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { cooldownMs: 200 };

/** A mutant of voting: the limit is counted on the user, where it belongs to the resource. */
export const votingWrongKey: Behaviour = {
  name: 'arena/wrong-key',
  describe: 'votes, but the cooldown is counted per user instead of per resource',
  defaults,
  bug: {
    of: 'arena',
    name: 'wrong-key',
    wrong: 'the cooldown belongs to the user who voted, not to the resource',
    shows: 'two users who vote on one resource within the cooldown, or one user who votes on two resources',
  },
  start(ports) {
    const cooldownUs = Math.round((ports.settings['cooldownMs'] ?? defaults.cooldownMs) * 1000);
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['vote', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer>(action.user, (lastUs) => {
          const nowUs = Math.round(ports.now() * 1000);
          const waitUs = lastUs === undefined ? 0 : lastUs + cooldownUs - nowUs;
          if (waitUs <= 0) return { value: nowUs, result: { ok: true } };
          return { result: { ok: false, error: 'cooldown', retryAfterMs: Math.ceil(waitUs / 1000) } };
        });
      },
    };
  },
};
