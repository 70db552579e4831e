import type { Assumptions } from '../../../models/assumptions.js';
import { keyTextOf, type AllOfState } from '../../../models/all-of.js';
import type { Attempt, Model } from '../../../models/model.js';
import { boundedSearchOf } from '../bounded/search.js';
import type { Question, Search, World } from '../search.js';
import { seen } from '../windows.js';
import { durationsOf } from './nominal.js';
import { nobody } from './reasons.js';

/** An attempt that was refused in the name of a limit. */
interface ToldAttempt extends Attempt {
  readonly told?: number;
}

/**
 * Tries every order and every instant of a few actions under several limits at once. `null` where one of
 * the limits looks at time in a way that cannot be tried.
 */
export function everythingTried(
  composition: Model,
  rules: readonly Model[],
  world: World,
  named: Int16Array,
): Search | null {
  const durations = rules.map(durationsOf);
  if (durations.some((own) => own === null)) return null;
  const model = honest(composition, rules);
  const all = [...new Set(durations.flatMap((own) => own ?? []))];
  return {
    forgetsAfterUs: composition.recoveryUs,
    must: () => null,
    explain(question, budget) {
      const told = new Set(
        question.actions.flatMap(({ row, seen: kind }) => (kind === seen.reject ? [row] : [])),
      );
      const attemptAt = (row: number): ToldAttempt =>
        told.has(row) && named[row] !== nobody
          ? { ...world.attemptAt(row), told: named[row] }
          : world.attemptAt(row);
      const search = boundedSearchOf({ ...world, model, attemptAt }, all);
      const explained = search.explain(question, budget);
      return explained === 'invalid' && !isWhole(question, world.assumptions) ? 'unknown' : explained;
    },
  };
}

/** Of what nobody saw not everything is tried. */
function isWhole({ pastUntilUs, isAlone }: Question, { boundary }: Assumptions): boolean {
  return pastUntilUs === null && isAlone && boundary === 'inclusive';
}

/** The composition, for which a refusal in the name of a limit that would have accepted is no refusal. */
function honest(composition: Model, rules: readonly Model[]): Model {
  return {
    ...composition,
    decide(state, attempt: ToldAttempt, atUs) {
      const decision = composition.decide(state, attempt, atUs);
      const { told } = attempt;
      if (decision.accepts || told === undefined) return decision;
      const rule = rules[told];
      const key = keyTextOf(rule, attempt);
      const states = (state as AllOfState)[told];
      const own = Object.hasOwn(states, key) ? states[key] : rule.init();
      return { accepts: rule.decide(own, attempt, atUs).accepts, next: decision.next };
    },
  };
}
