/** An accepted acquire that was given a fencing token. */
export interface Fenced {
  readonly startUs: number;
  readonly endUs: number;
  readonly token: number;
  readonly row: number;
}

/** Two acquires of one key of which the later one was given a token that is no greater. */
export interface StalePair {
  /** The row of the one that was certainly decided first, with the greatest token of those. */
  readonly before: number;
  /** The row of the one that was given a stale token. */
  readonly after: number;
}

/**
 * The acquires of one key whose fencing token fails to grow: each acquire that began after another one was
 * over needs a greater token, or a storage that remembers the greatest one would turn its holder away
 * (Kleppmann, "How to do distributed locking", 2016). One pair for each stale acquire, in order of start;
 * O(n log n). Windows that overlap prove nothing.
 */
export function staleTokens(fenced: readonly Fenced[]): readonly StalePair[] {
  const byStart = [...fenced].sort((a, b) => a.startUs - b.startUs || a.endUs - b.endUs || a.row - b.row);
  const byEnd = [...fenced].sort((a, b) => a.endUs - b.endUs || a.row - b.row);
  const pairs: StalePair[] = [];
  let over = 0;
  let greatest: Fenced | null = null;
  for (const acquire of byStart) {
    for (; over < byEnd.length && byEnd[over].endUs < acquire.startUs; over++)
      if (greatest === null || byEnd[over].token > greatest.token) greatest = byEnd[over];
    if (greatest !== null && greatest.token >= acquire.token)
      pairs.push({ before: greatest.row, after: acquire.row });
  }
  return pairs;
}
