import {
  microsOf,
  refusalOf,
  type BehaviourAnswer,
  type BehaviourPorts,
  type Handler,
  type Update,
} from '../../behaviour.js';

/**
 * What becomes of an attempt, and of what is kept of its resource, in whole microseconds: the cooldown
 * written out, so that what is wrong with it is in full view.
 */
export type CooldownRule<Kept> = (
  kept: Kept | undefined,
  nowUs: number,
  cooldownUs: number,
) => Update<BehaviourAnswer, Kept>;

/** Attempts on resources, each decided by the rule in one step of the store. */
export function ruledBy<Kept>(
  ports: BehaviourPorts,
  { kinds, cooldownMs }: { readonly kinds: readonly string[]; readonly cooldownMs: number },
  rule: CooldownRule<Kept>,
): Handler {
  const cooldownUs = microsOf(cooldownMs);
  return {
    async handle(action) {
      const refusal = refusalOf(action, kinds);
      if (refusal !== null) return refusal;
      return ports.store.update<BehaviourAnswer, Kept>(action.resource, (kept) =>
        rule(kept, microsOf(ports.now()), cooldownUs),
      );
    },
  };
}
