import type { Reach } from './verdict.js';

/** Pairs of action and connection, while they are counted. */
export interface Tally {
  broadcasts: number;
  expectedLeast: number;
  expectedMost: number;
  received: number;
  receivedOfLeast: number;
}

export function tally(): Tally {
  return { broadcasts: 0, expectedLeast: 0, expectedMost: 0, received: 0, receivedOfLeast: 0 };
}

/**
 * The bounds of the share that got what was theirs. Whoever may have been a member and got nothing makes it
 * smaller if it was one; whoever may have been and got it makes it larger.
 */
export function reachOf({ expectedLeast, expectedMost, received, receivedOfLeast }: Tally): Reach {
  const luckily = received - receivedOfLeast;
  const sadly = expectedMost - expectedLeast - luckily;
  return {
    expectedLeast,
    expectedMost,
    received,
    receivedOfLeast,
    least: share(receivedOfLeast, expectedLeast + sadly) ?? (luckily > 0 ? 1 : null),
    most: share(receivedOfLeast + luckily, expectedLeast + luckily),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
