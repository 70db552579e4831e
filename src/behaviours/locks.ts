import {
  microsOf,
  refusalOf,
  refused,
  type Behaviour,
  type BehaviourAction,
  type BehaviourAnswer,
  type Update,
} from './behaviour.js';

const defaults = { ttlMs: 500 };

/** The last grant of a lock. It stays after its end, so that tokens only ever grow. */
export interface Grant {
  readonly owner: string;
  readonly endsUs: number;
  readonly token: number;
}

/**
 * Locks that end by themselves: `acquire` (or `act`), `renew` and `release`. Whoever gets one gets a
 * fencing token, greater than all before, to show to what the lock protects.
 */
export const locks: Behaviour = {
  name: 'locks',
  describe: 'acquire, renew and release a lock that ends after ttlMs; answers carry a fencing token',
  defaults,
  start(ports) {
    const ttlUs = microsOf(ports.settings['ttlMs'] ?? defaults.ttlMs);
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['acquire', 'renew', 'release', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer, Grant>(action.resource, (grant) =>
          decide(action, grant, microsOf(ports.now()), ttlUs),
        );
      },
    };
  },
};

function decide(
  { user, action }: BehaviourAction,
  grant: Grant | undefined,
  nowUs: number,
  ttlUs: number,
): Update<BehaviourAnswer, Grant> {
  const isHeld = grant !== undefined && nowUs < grant.endsUs;
  if (action === 'renew' || action === 'release') {
    if (!isHeld || grant.owner !== user) return { result: refused('not_holder') };
    const endsUs = action === 'renew' ? nowUs + ttlUs : nowUs;
    return { value: { ...grant, endsUs }, result: { ok: true, token: grant.token } };
  }
  if (isHeld) return { result: refused('locked', grant.endsUs - nowUs) };
  const token = (grant?.token ?? 0) + 1;
  return { value: { owner: user, endsUs: nowUs + ttlUs, token }, result: { ok: true, token } };
}
