const numbersMost = 50;
const depthMost = 6;
const charsMost = 100;

/** The numbers in an answer, by the names of the way to them joined by dots; the first fifty, in their order. */
export function numbersIn(answer: unknown): Readonly<Record<string, number>> {
  const found = new Map<string, number>();
  collect(answer, [], found);
  return Object.fromEntries(found);
}

function collect(value: unknown, path: readonly string[], found: Map<string, number>): void {
  if (found.size >= numbersMost || path.length > depthMost) return;
  if (typeof value === 'number' && Number.isFinite(value))
    return void found.set((path.length === 0 ? 'value' : path.join('.')).slice(0, charsMost), value);
  // Places in a list are no names: the next answer may have others there.
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, inner] of Object.entries(value)) collect(inner, [...path, name], found);
}
