import type { KeyField } from '../../history/action.js';

/** The key fields of an action, as texts. */
type Texts = Readonly<Partial<Record<KeyField, string>>>;

/**
 * Numbers the keys of a limit as they turn up, from 0. Field by field, since making a text of several
 * costs more than all else that is done for an action.
 */
export function keyNumbers(per: readonly KeyField[]): (action: Texts) => number {
  const [only, ...more] = per;
  if (only === undefined) return () => 0;
  if (more.length === 0) {
    const numberOf = numbering();
    return (action) => numberOf(action[only] ?? null);
  }
  const fields = per.map((field) => ({ field, codeOf: numbering() }));
  const steps = per.map(() => numbering());
  return (action) => {
    let number = 0;
    for (let index = 0; index < fields.length; index++) {
      const { field, codeOf } = fields[index];
      // Two numbers below 2^26 make one that a double holds exactly.
      number = steps[index](number * 2 ** 26 + codeOf(action[field] ?? null));
    }
    return number;
  };
}

function numbering(): (value: string | number | null) => number {
  const numbers = new Map<string | number | null, number>();
  return (value) => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  };
}
