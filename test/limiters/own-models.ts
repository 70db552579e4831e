import { ownModel } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';

/** What limiters do that no named model does, each as a model of one's own. All count per resource. */

/** A window from the first attempt that, when it overflows, is replaced by a longer or shorter block, once. */
export function blockingWindow(limit: number, windowUs: number, blockUs: number): Model {
  return ownModel<{ fromUs: number; lengthUs: number; count: number } | null>({
    name: 'blockingWindow',
    per: ['resource'],
    describe: `${limit} in ${windowUs} us, then a block of ${blockUs} us`,
    durationsUs: [windowUs, blockUs],
    recoveryUs: Math.max(windowUs, blockUs),
    init: () => null,
    decide(state, { cost }, atUs) {
      const isOver = state === null || atUs - state.fromUs >= state.lengthUs;
      const window = isOver ? { fromUs: atUs, lengthUs: windowUs, count: 0 } : state;
      const count = window.count + cost;
      if (count <= limit) return { accepts: true, next: { ...window, count } };
      const isFirst = count <= limit + cost;
      const next = isFirst ? { fromUs: atUs, lengthUs: blockUs, count } : { ...window, count };
      return { accepts: false, next };
    },
  });
}

/** Two limiters, the second asked only where the first refuses: accepted when either accepts. */
export function eitherOf(first: Model, second: Model): Model {
  return ownModel<readonly [unknown, unknown]>({
    name: 'eitherOf',
    per: ['resource'],
    describe: `${first.describe}, or else ${second.describe}`,
    durationsUs: [first.recoveryUs, second.recoveryUs],
    recoveryUs: Math.max(first.recoveryUs, second.recoveryUs),
    init: () => [first.init(), second.init()],
    decide([one, other], attempt, atUs) {
      const regular = first.decide(one, attempt, atUs);
      if (regular.accepts) return { accepts: true, next: [regular.next, other] };
      const burst = second.decide(other, attempt, atUs);
      return { accepts: burst.accepts, next: [regular.next, burst.next] };
    },
  });
}

/**
 * A window and a bucket of one size, asked in this order: a window begins with any attempt after the
 * last one, even one that the bucket then refuses. A request larger than the bucket touches nothing.
 */
export function windowAndBucket(limit: number, windowUs: number): Model {
  const refillEveryUs = windowUs / limit;
  return ownModel<{ fromUs: number; used: number; fullAtUs: number } | null>({
    name: 'windowAndBucket',
    per: ['resource'],
    describe: `${limit} in a window of ${windowUs} us, from a bucket of ${limit}`,
    durationsUs: [windowUs, refillEveryUs],
    recoveryUs: windowUs,
    init: () => null,
    decide(state, { cost }, atUs) {
      const begun = state ?? { fromUs: atUs, used: 0, fullAtUs: atUs };
      if (cost > limit) return { accepts: false, next: begun };
      const isOver = atUs - begun.fromUs >= windowUs;
      const { fromUs, used, fullAtUs } = isOver ? { ...begun, fromUs: atUs, used: 0 } : begun;
      const nextFullAtUs = Math.max(fullAtUs, atUs) + cost * refillEveryUs;
      const accepts = used + cost <= limit && nextFullAtUs - atUs <= windowUs;
      return accepts
        ? { accepts, next: { fromUs, used: used + cost, fullAtUs: nextFullAtUs } }
        : { accepts, next: { fromUs, used, fullAtUs } };
    },
  });
}

/** A cooldown after accepts, and another, longer one after every refusal. */
export function penalized(everyUs: number, penaltyUs: number): Model {
  return ownModel<{ acceptedUs: number | null; refusedUs: number | null }>({
    name: 'penalized',
    per: ['resource'],
    describe: `a cooldown of ${everyUs} us, and ${penaltyUs} us more after every refusal`,
    durationsUs: [everyUs, penaltyUs],
    recoveryUs: everyUs + penaltyUs,
    init: () => ({ acceptedUs: null, refusedUs: null }),
    decide({ acceptedUs, refusedUs }, _attempt, atUs) {
      const isRested = acceptedUs === null || atUs - acceptedUs >= everyUs;
      const isForgiven = refusedUs === null || atUs - refusedUs >= everyUs + penaltyUs;
      return isRested && isForgiven
        ? { accepts: true, next: { acceptedUs: atUs, refusedUs: null } }
        : { accepts: false, next: { acceptedUs, refusedUs: atUs } };
    },
  });
}

/** A bucket that is refilled by `refill` tokens at once, every `intervalUs` since the key was first used. */
export function steppedBucket(capacity: number, refill: number, intervalUs: number): Model {
  return ownModel<{ refilledAtUs: number; tokens: number } | null>({
    name: 'steppedBucket',
    per: ['resource'],
    describe: `a bucket of ${capacity}, ${refill} more every ${intervalUs} us since its first use`,
    durationsUs: [intervalUs],
    init: () => null,
    decide(state, { cost }, atUs) {
      const begun = state ?? { refilledAtUs: atUs, tokens: capacity };
      const steps = Math.floor((atUs - begun.refilledAtUs) / intervalUs);
      const tokens = Math.min(capacity, begun.tokens + steps * refill);
      const refilledAtUs = begun.refilledAtUs + steps * intervalUs;
      return cost > tokens
        ? { accepts: false, next: state }
        : { accepts: true, next: { refilledAtUs, tokens: tokens - cost } };
    },
  });
}
