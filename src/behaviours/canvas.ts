import { microsOf, refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { userMs: 300, resourceMs: 200 };

/** When each user last painted, and when each place was last painted. */
interface Painted {
  readonly users: Map<string, number>;
  readonly resources: Map<string, number>;
}

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
        return ports.store.update<BehaviourAnswer, Painted>('painted', (before) => {
          const painted = before ?? { users: new Map(), resources: new Map() };
          const nowUs = microsOf(ports.now());
          const userWaitUs = (painted.users.get(user) ?? -Infinity) + userUs - nowUs;
          const resourceWaitUs = (painted.resources.get(resource) ?? -Infinity) + resourceUs - nowUs;
          const waitUs = Math.max(userWaitUs, resourceWaitUs);
          if (waitUs > 0) return { result: refused(userWaitUs > 0 ? 'user' : 'resource', waitUs) };
          painted.users.set(user, nowUs);
          painted.resources.set(resource, nowUs);
          return { value: painted, result: { ok: true } };
        });
      },
    };
  },
};
