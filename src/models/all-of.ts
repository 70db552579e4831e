import type { Attempt, Model } from './model.js';

/** The limits of a composition, as they are stored with a run: each its name and its own parameters. */
export interface AllOfParameters {
  readonly rules: readonly {
    readonly name: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  }[];
}

/** What each rule remembers of each of its keys. */
export type AllOfState = readonly Readonly<Record<string, unknown>>[];

/**
 * Several limits at once, each counted on its own key: an attempt is accepted when all of them accept
 * it, and then counts for all. When one refuses, those that would have accepted forget the attempt.
 * @throws RangeError for fewer than two rules, or a composition inside a composition.
 */
export function allOf(rules: readonly Model[]): Model<AllOfState> {
  if (rules.length < 2) throw new RangeError('a composition needs at least two limits');
  if (rules.some(({ driver }) => driver.kind === 'composed'))
    throw new RangeError('a composition cannot hold another one');
  return {
    name: 'allOf',
    per: [],
    driver: { kind: 'composed', rules },
    parameters: { rules: rules.map(({ name, parameters }) => ({ name, parameters })) },
    describe: rules.map(({ describe }) => describe).join(', and '),
    recoveryUs: Math.max(...rules.map(({ recoveryUs }) => recoveryUs)),
    spacingUs: Math.max(...rules.map(({ spacingUs }) => spacingUs)),
    init: () => rules.map(() => ({})),
    decide(state, attempt, atUs) {
      const decisions = rules.map((rule, index) => {
        const key = keyTextOf(rule, attempt);
        const own = Object.hasOwn(state[index], key) ? state[index][key] : rule.init();
        return { key, ...rule.decide(own, attempt, atUs) };
      });
      const accepts = decisions.every((decision) => decision.accepts);
      const next = decisions.map((decision, index) =>
        decision.accepts === accepts ? { ...state[index], [decision.key]: decision.next } : state[index],
      );
      return { accepts, next };
    },
  };
}

/** The key an attempt falls on under a rule: equal texts, equal keys. */
export function keyTextOf({ per }: Model, attempt: Attempt): string {
  return JSON.stringify(per.map((field) => attempt[field] ?? null));
}
