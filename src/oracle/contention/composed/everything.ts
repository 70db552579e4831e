import { keyTextOf, type AllOfState } from '../../../models/all-of.js';
import type { Assumptions } from '../../../models/assumptions.js';
import type { Attempt, Decision, Model } from '../../../models/model.js';
import { instantsOf } from '../bounded/instants.js';
import type { Lengths } from '../bounded/lengths.js';
import { pendingOf } from '../bounded/pending.js';
import type { Reading } from '../bounded/reading.js';
import type { Traits } from '../bounded/traits.js';
import { canBeExplained } from '../bounded/walk.js';
import type { Question, Search, World } from '../search.js';
import { seen } from '../windows.js';
import { lengthsComparedBy } from './nominal.js';
import { nobody } from './reasons.js';

/** An attempt that was refused in the name of a limit. */
interface ToldAttempt extends Attempt {
  readonly told?: number;
}

/** What is tried under several limits at once. */
export interface Everything {
  readonly composition: Model;
  readonly rules: readonly Model[];
  readonly world: World;
  /** Which limit each refusal says it comes from. */
  readonly named: Int16Array;
  /** Whether a refusal may change what one of the limits remembers. */
  readonly isMoved: boolean;
}

/** Instants that are tried at most. */
const instantsMost = 3000;

/**
 * Tries every order and every instant of a few actions under several limits at once, the server's clock
 * being as wrong as it may. `null` where one of the limits looks at time in a way that cannot be tried.
 */
export function everythingTried(everything: Everything): Search | null {
  const { composition, rules, world, named, isMoved } = everything;
  if (rules.some((rule) => lengthsComparedBy(rule, 1) === null)) return null;
  const reading = readingOf(everything);
  const traits: Traits = {
    compares: 'durations',
    refusalsAreIdle: !isMoved,
    pastInstants: Infinity,
    othersExplainAccepts: false,
  };
  return {
    forgetsAfterUs: composition.recoveryUs,
    must: () => null,
    explain(question, budget) {
      if (!isWhole(question, world.assumptions)) return 'unknown';
      const { actions } = question;
      if (actions.every(({ seen: kind }) => kind === seen.unknown)) return 'valid';
      const pending = pendingOf(question, told(world, question, named), reading.driftPpm);
      const most = Math.min(instantsMost, Math.max(0, budget.left));
      const instants = instantsOf(
        pending,
        Infinity,
        Infinity,
        lengthsOf(rules, actions.length),
        most,
        budget,
      );
      const ground = { pending, reading, traits, instantsUs: instants.atUs };
      const can = canBeExplained(ground, [reading.init()], budget);
      if (can === null) return 'unknown';
      if (can) return 'valid';
      return instants.areAll ? 'invalid' : 'unknown';
    },
  };
}

/** Only of what began with nothing, was not touched by others, and ends exactly when it is declared to, everything is tried. */
function isWhole({ pastUntilUs, isAlone }: Question, { boundary, graceUs }: Assumptions): boolean {
  return (
    pastUntilUs === null && isAlone && boundary === 'inclusive' && graceUs.early === 0 && graceUs.late === 0
  );
}

/** The same world, in which a refusal says whose it is. */
function told(world: World, { actions }: Question, named: Int16Array): World {
  const refused = new Set(actions.flatMap(({ row, seen: kind }) => (kind === seen.reject ? [row] : [])));
  return {
    ...world,
    attemptAt(row): ToldAttempt {
      const attempt = world.attemptAt(row);
      return refused.has(row) && named[row] !== nobody ? { ...attempt, told: named[row] } : attempt;
    },
  };
}

/** What any of the limits may compare the differences of instants with. */
function lengthsOf(rules: readonly Model[], actions: number): Lengths {
  const all = new Set(rules.flatMap((rule) => lengthsComparedBy(rule, actions) ?? []));
  const steps = [...all].flatMap((us) => [us, 1 - us]);
  return { areAll: true, from: (atUs) => steps.map((us) => atUs + us) };
}

/** The composition, for which a refusal in the name of a limit that would have accepted is no refusal. */
function readingOf({ composition, rules, world }: Everything): Reading {
  return {
    durationsUs: [],
    driftPpm: world.assumptions.driftPpm,
    isWhole: true,
    isPossible: true,
    forgetsAfterUs: composition.recoveryUs,
    init: () => composition.init(),
    decisions: (state, attempt, atUs) => [honestDecision(composition, rules, state, attempt, atUs)],
  };
}

function honestDecision(
  composition: Model,
  rules: readonly Model[],
  state: unknown,
  attempt: ToldAttempt,
  atUs: number,
): Decision<unknown> {
  const decision = composition.decide(state, attempt, atUs);
  const { told: rule } = attempt;
  if (decision.accepts || rule === undefined) return decision;
  const key = keyTextOf(rules[rule], attempt);
  const states = (state as AllOfState)[rule];
  const own = Object.hasOwn(states, key) ? states[key] : rules[rule].init();
  return { accepts: rules[rule].decide(own, attempt, atUs).accepts, next: decision.next };
}
