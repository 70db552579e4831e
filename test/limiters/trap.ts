import { expect, it } from 'vitest';
import { traps, type TrapId } from './traps.js';

// oxlint-disable vitest/expect-expect -- what a trap expects is what the table says

/** Tries one trap of the table: `true` means it snaps, and the table must say so. */
export function trap(id: TrapId, snaps: () => Promise<boolean>): void {
  const { found, text } = traps[id];
  it(`${id}: ${text}: ${found}`, () => snapsAsTold(id, snaps()));
}

/** Compares what a trap did with what the table says. */
export async function snapsAsTold(id: TrapId, snaps: Promise<boolean>): Promise<void> {
  expect((await snaps) ? 'reproduced' : 'refuted').toBe(traps[id].found);
}
