import { microsOf, refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { userMs: 300, resourceMs: 200 };

/**
 * Until when each user pauses and each place dries, as `user u0` and `resource r0`: names of clients must
 * not be keys as they are, because an object has keys of its own. Who is free again is left out.
 */
type Painted = Readonly<Record<string, number>>;

/**
 * A canvas that everybody paints on, with two limits at once: users pause, and fresh paint dries. The
 * refusal says which of them it was; when both refuse, the user's own comes first.
 */
export const canvas: Behaviour = {
  name: 'canvas',
  describe:
    'painting is accepted when neither its user did so within userMs nor anybody there within resourceMs',
  defaults,
  start(ports) {
    const userUs = microsOf(ports.settings['userMs'] ?? defaults.userMs);
    const resourceUs = microsOf(ports.settings['resourceMs'] ?? defaults.resourceMs);
    return {
      async handle(action) {
        const { user, resource } = action;
        const refusal = refusalOf(action, ['paint', 'act']);
        if (refusal !== null) return refusal;
        // Both limits are one entry: they must be read and written in one step.
        return ports.store.update<BehaviourAnswer, Painted>('painted', (painted = {}) => {
          const nowUs = microsOf(ports.now());
          const userWaitUs = (painted[`user ${user}`] ?? nowUs) - nowUs;
          const resourceWaitUs = (painted[`resource ${resource}`] ?? nowUs) - nowUs;
          const waitUs = Math.max(userWaitUs, resourceWaitUs);
          if (waitUs > 0) return { result: refused(userWaitUs > 0 ? 'user' : 'resource', waitUs) };
          const value = {
            ...stillWet(painted, nowUs),
            [`user ${user}`]: nowUs + userUs,
            [`resource ${resource}`]: nowUs + resourceUs,
          };
          return { value, result: { ok: true } };
        });
      },
    };
  },
};

function stillWet(painted: Painted, nowUs: number): Painted {
  return Object.fromEntries(Object.entries(painted).filter(([, untilUs]) => untilUs > nowUs));
}
