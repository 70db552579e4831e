import { refusalOf, type Behaviour, type BehaviourAnswer, type Update } from './behaviour.js';

const defaults = { cooldownMs: 200 };

/**
 * Votes with a cooldown per resource, correct: the check and the write are one step of the store,
 * so that no other vote fits in between, however the store is reached.
 */
export const voting: Behaviour = {
  name: 'arena',
  describe: 'a vote on a resource is accepted unless the resource accepted one less than cooldownMs ago',
  defaults,
  start(ports) {
    const cooldownUs = Math.round((ports.settings['cooldownMs'] ?? defaults.cooldownMs) * 1000);
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['vote', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update(action.resource, (lastUs) => {
          // Whole microseconds, because 0.3 ms - 0.1 ms is less than 0.2 ms in binary.
          return decide(lastUs, Math.round(ports.now() * 1000), cooldownUs);
        });
      },
    };
  },
};

function decide(lastUs: number | undefined, nowUs: number, cooldownUs: number): Update<BehaviourAnswer> {
  const waitUs = lastUs === undefined ? 0 : lastUs + cooldownUs - nowUs;
  if (waitUs <= 0) return { value: nowUs, result: { ok: true } };
  return { result: { ok: false, error: 'cooldown', retryAfterMs: Math.ceil(waitUs / 1000) } };
}
