/** How a column is sorted. */
export interface Order {
  readonly isNumbers: boolean;
  readonly isAscending: boolean;
}

/** In order of a text or of the number in it; what has no number comes last either way, equal ones stay as they are. */
export function sortedBy<T>(
  all: readonly T[],
  textOf: (one: T) => string,
  { isNumbers, isAscending }: Order,
): readonly T[] {
  const sign = isAscending ? 1 : -1;
  if (!isNumbers) return all.toSorted((a, b) => sign * compareNames(textOf(a), textOf(b)));
  const numbers = all.map((one) => ({ one, number: numberOf(textOf(one)) }));
  const known = numbers.filter(({ number }) => !Number.isNaN(number));
  const rest = numbers.filter(({ number }) => Number.isNaN(number));
  return [...known.toSorted((a, b) => sign * (a.number - b.number)), ...rest].map(({ one }) => one);
}

/** The number a cell begins with: `1,234`, `-3.5`, `2 wrong`; NaN where there is none. */
export function numberOf(text: string): number {
  const match = /^[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?(?![\w-])/iu.exec(text.trim());
  return match === null ? Number.NaN : Number(match[0].replaceAll(',', ''));
}

/** As people order names: u2 before u10. */
function compareNames(a: string, b: string): number {
  return names.compare(a, b);
}

const names = new Intl.Collator('en', { numeric: true });
