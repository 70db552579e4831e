import type { Tangle } from './total-order.js';
import type { DeliveryViolation } from './verdict.js';

/** What the receivers of one action have in common against it. */
export interface Blame {
  readonly kind: DeliveryViolation['kind'];
  /** The blamed row. */
  readonly row: number;
  /** What went before it, where that is what is wrong; -1 where nothing is. */
  readonly before: number;
  /** The receivers of the fault. */
  readonly receivers: number[];
  /** How often the first receiver got it. */
  readonly count: number;
  /** Microseconds that belong to the first receiver: until it arrived, or between two copies. */
  readonly us: number;
  readonly rooms: readonly string[];
  /** Who got what before what, where that cannot be so for all. */
  readonly steps?: Tangle['steps'];
}

/** Collects what is wrong, one blame for each action and kind. */
export interface Blames {
  readonly all: readonly Blame[];
  /** The blame of a kind and row, made with `first` where there is none; the receiver is added to it. */
  add(kind: Blame['kind'], row: number, receiver: number, first: () => BlameFacts): void;
}

export type BlameFacts = Pick<Blame, 'count' | 'us' | 'rooms' | 'steps'> & { readonly before?: number };

/** Makes an empty collection. */
export function blames(): Blames {
  const all: Blame[] = [];
  const known = new Map<string, Blame>();
  return {
    all,
    add(kind, row, receiver, first) {
      const name = `${kind} ${row}`;
      const before = known.get(name);
      if (before !== undefined) return void before.receivers.push(receiver);
      const blame = { before: -1, ...first(), kind, row, receivers: [receiver] };
      known.set(name, blame);
      all.push(blame);
    },
  };
}
