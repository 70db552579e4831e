import {
  microsOf,
  refusalOf,
  refused,
  type Behaviour,
  type BehaviourAnswer,
  type Update,
} from './behaviour.js';

const defaults = { capacity: 5, refillMs: 100 };

/** A bucket counted in time: what a full one is worth, less what was taken and has not come back. */
export interface Bucket {
  readonly worthUs: number;
  readonly atUs: number;
}

/** An API with a token bucket per user: calls take one token, or as many as their `cost` says. */
export const api: Behaviour = {
  name: 'api',
  describe: 'a call is accepted while its user has tokens: capacity at first, one more every refillMs',
  defaults,
  start(ports) {
    const refillUs = microsOf(ports.settings['refillMs'] ?? defaults.refillMs);
    const fullUs = (ports.settings['capacity'] ?? defaults.capacity) * refillUs;
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['call', 'act']);
        if (refusal !== null) return refusal;
        const priceUs = (action.cost ?? 1) * refillUs;
        return ports.store.update<BehaviourAnswer, Bucket>(action.user, (bucket) =>
          take(bucket, priceUs, fullUs, microsOf(ports.now())),
        );
      },
    };
  },
};

function take(
  bucket: Bucket | undefined,
  priceUs: number,
  fullUs: number,
  nowUs: number,
): Update<BehaviourAnswer, Bucket> {
  const { worthUs, atUs } = bucket ?? { worthUs: fullUs, atUs: nowUs };
  const hereUs = Math.min(fullUs, worthUs + nowUs - atUs);
  if (priceUs <= hereUs) return { value: { worthUs: hereUs - priceUs, atUs: nowUs }, result: { ok: true } };
  // What costs more than a full bucket is never accepted: there is nothing to wait for.
  return { result: refused('no_tokens', priceUs <= fullUs ? priceUs - hereUs : undefined) };
}
