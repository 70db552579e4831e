/** Longer names are nobody's typing error, and would cost time. */
const charactersMax = 64;

/**
 * The name most like a mistyped one, or `null` when nothing is near: at most a third of its letters
 * wrong (never fewer than one, so that short names still get help). Case, `-`, `_` and spaces do not
 * count, so that `cooldown-aware` finds `cooldownAware`; ties go to the first by code unit.
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  if (name.length > charactersMax) return null;
  const wanted = folded(name);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of [...candidates].sort()) {
    const edits = editsBetween(wanted, folded(candidate));
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Optimal string alignment distance: insert, delete, replace, swap neighbours (Damerau 1964, restricted). */
export function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(replaced, previous[j] + 1, current[j - 1] + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) current[j] = Math.min(current[j], before[j - 2] + 1);
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length];
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}
