import type { PhaseSpec } from './plan.js';

/** Phases that run together: their indices, the first of them being the one that the others are beside. */
export type Block = readonly number[];

/** The phases of a plan in the blocks that follow one another. */
export function blocksOf(phases: readonly PhaseSpec[]): readonly Block[] {
  const blocks: number[][] = [];
  for (const [index, phase] of phases.entries()) {
    const last = blocks.at(-1);
    if (phase.beside === true && last !== undefined) last.push(index);
    else blocks.push([index]);
  }
  return blocks;
}

/** Which of the blocks each phase is in. */
export function blockNumbersOf(phases: readonly PhaseSpec[]): readonly number[] {
  return blocksOf(phases).flatMap((block, number) => block.map(() => number));
}
