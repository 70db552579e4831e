/** The 97.5 % point of the normal distribution: 95 % lie between minus this and this. */
const z = 1.959963984540054;

/**
 * Wilson's score interval at 95 % for a share of successes; `null` without trials. It is honest at
 * 0 and at 1, where the usual interval has no width. For reading only: nothing is decided by it.
 * Source: E. B. Wilson, "Probable inference", JASA 22 (1927).
 */
export function wilsonInterval(successes: number, trials: number): readonly [number, number] | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const centre = share + (z * z) / (2 * trials);
  const scale = 1 + (z * z) / trials;
  // Rounding errors must not push an end past the share itself or out of [0, 1].
  const low = Math.max(0, Math.min(share, (centre - spread) / scale));
  const high = Math.min(1, Math.max(share, (centre + spread) / scale));
  return [low, high];
}
