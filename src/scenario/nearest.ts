/** Longer names are nobody's typing error, and would cost time. */
const namesMax = 64;

/** Longer lists of candidates help nobody inside a sentence. */
const listedMax = 12;

/**
 * The candidate nearest to a mistyped name, or `null` when none is near enough to be meant.
 * Case, `-`, `_` and spaces do not count, so that `cooldown-aware` finds `cooldownAware`.
 * Distance: optimal string alignment (Levenshtein plus swapped neighbours, Damerau 1964).
 */
export function nearest(name: string, candidates: readonly string[]): string | null {
  if (name.length > namesMax) return null;
  const wanted = fold(name);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of [...candidates].sort(byCodeUnit)) {
    const distance = distanceBetween(wanted, fold(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `` ; did you mean `x`? `` or nothing when nothing is near. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates);
  return near === null ? '' : `; did you mean \`${near}\`?`;
}

/** `` ; did you mean `x`? `` or, when nothing is near, what there is to choose from. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const near = didYouMean(name, candidates);
  if (near !== '') return near;
  if (candidates.length === 0 || candidates.length > listedMax) return '';
  return ` (known: ${[...candidates].sort(byCodeUnit).join(', ')})`;
}

/** Edits between two texts. */
export function distanceBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        at(above, column) + 1,
        at(current, column - 1) + 1,
        at(above, column - 1) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
      current.push(cost);
    }
    [before, above] = [above, current];
  }
  return at(above, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
