import type { Question, World } from '../search.js';

/** How many attempts a limit leaves room for, where it is the same for all; `null`: they cost differently. */
export interface Slots {
  readonly count: number;
  /** What is left over when all are taken, in units nothing here can use. */
  readonly spare: number;
  readonly cost: number;
}

/**
 * How many of a question's attempts fit into a limit. Some limiters ignore what an attempt costs; that
 * is asked of the model once, with an attempt that costs more than the limit.
 */
export function slotsOf(world: World, limit: number): (question: Question) => Slots | null {
  const attempt = { user: '', resource: '', action: 'act', cost: limit + 1 };
  const { model } = world;
  const ignoresCost = model.decide(model.init(), attempt, 0).accepts;
  return ({ actions }) => {
    const cost = ignoresCost || actions.length === 0 ? 1 : world.attemptAt(actions[0].row).cost;
    const isSame = ignoresCost || actions.every(({ row }) => world.attemptAt(row).cost === cost);
    if (!isSame) return null;
    const count = Math.floor(limit / cost);
    return { count, spare: limit - count * cost, cost };
  };
}
