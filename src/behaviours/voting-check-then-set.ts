import { refusalOf, type Behaviour } from './behaviour.js';

const defaults = { cooldownMs: 200, gapMs: 15 };

/**
 * A mutant of voting: it reads, waits for something (a database, a permission check), then writes.
 * Correct for votes that come one after another, which is why it survives most test suites.
 */
export const votingCheckThenSet: Behaviour = {
  name: 'arena/check-then-set',
  describe: 'votes, but between the check of the cooldown and the write lie gapMs',
  defaults,
  bug: {
    of: 'arena',
    name: 'check-then-set',
    wrong: 'every vote that is checked before an accepted one is written is accepted too',
    shows: 'two votes on one free resource within gapMs of each other (a duel)',
  },
  start(ports) {
    const cooldownUs = Math.round((ports.settings['cooldownMs'] ?? defaults.cooldownMs) * 1000);
    const gapMs = ports.settings['gapMs'] ?? defaults.gapMs;
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['vote', 'act']);
        if (refusal !== null) return refusal;
        const nowUs = Math.round(ports.now() * 1000);
        const lastUs = await ports.store.get(action.resource);
        const waitUs = lastUs === undefined ? 0 : lastUs + cooldownUs - nowUs;
        if (waitUs > 0) return { ok: false, error: 'cooldown', retryAfterMs: Math.ceil(waitUs / 1000) };
        await ports.sleep(gapMs);
        await ports.store.set(action.resource, nowUs);
        return { ok: true };
      },
    };
  },
};
