/** Fixed, so that a red test is red again; `TURNWISE_TEST_SEED` overrides. fast-check prints it on failure. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_102) | 0;

/** How properties run here. */
export const runs = (numRuns: number): { readonly seed: number; readonly numRuns: number } => ({
  seed,
  numRuns,
});
