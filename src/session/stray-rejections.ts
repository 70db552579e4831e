const claimed = new WeakSet<Promise<unknown>>();

/** Whether somebody has taken responsibility for a promise that failed with nobody waiting for it. */
export function isClaimed(promise: Promise<unknown>): boolean {
  return claimed.has(promise);
}

/**
 * Asks of every promise that fails with nobody waiting for it whether it is somebody's: `claim` is called in the
 * context in which the promise was made. Those it claims are no crash of the program. The answer ends it.
 */
export function claimRejections(claim: (reason: unknown) => boolean): () => void {
  const listener = (reason: unknown, promise: Promise<unknown>): void => {
    if (claim(reason)) claimed.add(promise);
  };
  // Before whoever ends the program for it.
  process.prependListener('unhandledRejection', listener);
  return () => void process.off('unhandledRejection', listener);
}
