/**
 * Orders names as people number them: `u2` before `u10`. Runs of digits compare as numbers, all else
 * by code unit, so that the order is the same on every machine and in every language.
 */
export function byName(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return left.length === right.length ? byCodeUnit(a, b) : -1;
}

/** The order of strings by UTF-16 code unit. */
export function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function partsOf(name: string): readonly string[] {
  return name.match(/\d+|\D+/gu) ?? [];
}

function comparePart(a: string, b: string): number {
  if (!isDigits(a) || !isDigits(b)) return byCodeUnit(a, b);
  // As strings without leading zeros: numbers of any length compare right, and none loses digits.
  const left = a.replace(/^0+/u, '');
  const right = b.replace(/^0+/u, '');
  return left.length - right.length || byCodeUnit(left, right);
}

function isDigits(part: string): boolean {
  return /^\d/u.test(part);
}
