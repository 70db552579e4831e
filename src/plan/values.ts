import { randomOf, type Random } from './random.js';

/** A value that a payload gets anew for each action. */
export type ValueSpec =
  /** Between two whole numbers, both included. */
  | { readonly kind: 'int'; readonly from: number; readonly to: number }
  | { readonly kind: 'one-of'; readonly values: readonly DrawnValue[] }
  /** So many letters and digits. */
  | { readonly kind: 'text'; readonly length: number };

export type DrawnValue = string | number | boolean;

/** The values of one action, by name: worked out when they are asked for. */
export type ActionValues = Readonly<Record<string, DrawnValue>>;

const characters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The values of each action, by its number: the same for the same seed, number and name, whoever asks and
 * how often. `null` where no values are declared. Nothing is drawn that nobody reads.
 */
export function valuesOf(
  seed: string,
  specs: Readonly<Record<string, ValueSpec>>,
): ((action: number) => ActionValues) | null {
  const entries = Object.entries(specs);
  if (entries.length === 0) return null;
  return (action) => {
    const values = {};
    for (const [name, spec] of entries)
      Object.defineProperty(values, name, {
        enumerable: true,
        get: () => drawn(spec, randomOf(seed, `value/${name}/action/${action}`)),
      });
    return values;
  };
}

function drawn(spec: ValueSpec, random: Random): DrawnValue {
  switch (spec.kind) {
    case 'int':
      return spec.from + random.below(spec.to - spec.from + 1);
    case 'one-of':
      return spec.values[random.below(spec.values.length)];
    case 'text':
      return Array.from({ length: spec.length }, () => characters[random.below(characters.length)]).join('');
  }
}
