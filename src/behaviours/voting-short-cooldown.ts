import { refusalOf, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { cooldownMs: 200, shareOfCooldown: 0.6 };

/** A mutant of voting: the cooldown ends early, as with a wrong unit, a stale setting or an early timer. */
export const votingShortCooldown: Behaviour = {
  name: 'arena/short-cooldown',
  describe: 'votes, but the cooldown is over after 60 % of its length',
  defaults,
  bug: {
    of: 'arena',
    name: 'short-cooldown',
    wrong: 'a resource accepts again after 60 % of its cooldown',
    shows: 'a second vote on a resource between 60 % and 100 % of the cooldown after an accepted one',
  },
  start(ports) {
    const cooldownMs = ports.settings['cooldownMs'] ?? defaults.cooldownMs;
    const share = ports.settings['shareOfCooldown'] ?? defaults.shareOfCooldown;
    const shortUs = Math.round(cooldownMs * share * 1000);
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['vote', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer>(action.resource, (lastUs) => {
          const nowUs = Math.round(ports.now() * 1000);
          const waitUs = lastUs === undefined ? 0 : lastUs + shortUs - nowUs;
          if (waitUs <= 0) return { value: nowUs, result: { ok: true } };
          return { result: { ok: false, error: 'cooldown', retryAfterMs: Math.ceil(waitUs / 1000) } };
        });
      },
    };
  },
};
