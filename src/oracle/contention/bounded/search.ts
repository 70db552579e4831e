import type { Model } from '../../../models/model.js';
import type { Explained } from '../../verdict.js';
import type { Budget } from '../budget.js';
import type { Question, Search, World } from '../search.js';
import { seen } from '../windows.js';
import { instantsOf } from './instants.js';
import { lengthsOf } from './lengths.js';
import { mustOf } from './must.js';
import { startsOf } from './past.js';
import { pendingOf, type Pending } from './pending.js';
import { rateOf, readingOf, type Reading } from './reading.js';
import { traitsOf, type Traits } from './traits.js';
import { canBeExplained } from './walk.js';

/** The search of a model that names it as its driver. @throws RangeError for any other model. */
export function boundedSearch(world: World): Search {
  const { driver } = world.model;
  if (driver.kind !== 'bounded') throw new RangeError(`'${world.model.name}' is not searched like this`);
  return boundedSearchOf(world, driver.durationsUs);
}

/**
 * Tries every order and every instant that can matter, knowing a model only by `init` and `decide` and
 * the durations whose sums `decide` compares differences of instants with. For any model that looks at
 * time in no other way; exact within the budget, which counts calls of `decide`.
 */
export function boundedSearchOf(world: World, durationsUs: readonly number[]): Search {
  const { model, assumptions } = world;
  const reading = readingOf(model, durationsUs, assumptions);
  const traits = traitsOf(model);
  return {
    forgetsAfterUs: reading.forgetsAfterUs,
    explain(question, budget) {
      if (question.actions.every(({ seen: kind }) => kind === seen.unknown)) return 'valid';
      if (!question.isAlone && traits.othersExplainAccepts) return amongOthers(world, question);
      const pending = pendingOf(question, world, reading.driftPpm);
      const found = explained({ model, reading, traits, pending }, budget);
      if (found === 'invalid' && !(reading.isWhole && question.isAlone && isBefore(question)))
        return 'unknown';
      return found === 'valid' && !reading.isPossible ? 'unknown' : found;
    },
    must: mustOf(world),
  };
}

/** How many instants are collected at most, beside some for each action. */
const instantsMost = 20_000;

interface Matter {
  readonly model: Model;
  readonly reading: Reading;
  readonly traits: Traits;
  readonly pending: Pending;
}

/** Where sums of durations may be long, the short ones are tried first: they explain what is right. */
function explained(matter: Matter, budget: Budget): Explained {
  const { model, reading, traits } = matter;
  const remembersUs = (model.driver.kind === 'bounded' ? model.driver.remembersUs : undefined) ?? Infinity;
  const sumUs = reading.durationsUs.reduce((sum, us) => sum + us, 0);
  if (traits.compares === 'sums' && remembersUs === Infinity) {
    const soon = explainedWithin(matter, sumUs, budget);
    if (soon === 'valid' || budget.left < 0) return soon;
  }
  return explainedWithin(matter, Math.ceil(remembersUs * (1 + rateOf(reading.driftPpm))), budget);
}

function explainedWithin(
  { model, reading, traits, pending }: Matter,
  remembersUs: number,
  budget: Budget,
): Explained {
  const { answered, bounded, open } = pending;
  const pastFromUs = pastFrom(pending, reading);
  const lengths = lengthsOf(pending, reading.durationsUs, traits, pastFromUs, remembersUs);
  const most = instantsMost + 16 * (answered.length + bounded.length + open.length);
  const instants = instantsOf(pending, pastFromUs, traits.pastInstants, lengths, most, budget);
  const starts = startsOf(
    reading,
    pending,
    instants.atUs,
    orderOf(model),
    pastFromUs,
    traits.pastInstants === 1,
    budget,
  );
  const ground = { pending, reading, traits, instantsUs: instants.atUs };
  const can = canBeExplained(ground, starts.states, budget);
  if (can === null) return 'unknown';
  if (can) return 'valid';
  return instants.areAll && starts.areAll ? 'invalid' : 'unknown';
}

/** How far back what nobody saw is tried: from then on the key cannot tell what was before. */
function pastFrom({ pastUntilUs }: Pending, { durationsUs, forgetsAfterUs }: Reading): number {
  if (pastUntilUs === null) return Infinity;
  const sumUs = durationsUs.reduce((sum, us) => sum + us, 0);
  return pastUntilUs - 2 * (Number.isFinite(forgetsAfterUs) ? Math.max(forgetsAfterUs, sumUs) : sumUs);
}

/** Whether what nobody saw was over when the first action could begin. */
const isBefore = ({ actions, pastUntilUs }: Question): boolean =>
  pastUntilUs === null || pastUntilUs <= actions[0].startUs;

/** Where others act as they like, every accept can be theirs to explain, unless it is nobody's turn ever. */
function amongOthers(world: World, { actions }: Question): Explained {
  const order = orderOf(world.model);
  if (order.length === 0) return 'valid';
  const isLost = actions.some(
    ({ row, seen: kind }) => kind === seen.accept && !order.includes(world.attemptAt(row).user),
  );
  return isLost ? 'invalid' : 'valid';
}

function orderOf({ name, parameters, driver }: Model): readonly string[] {
  const isTurns = name === 'turns' && driver.kind === 'bounded' && driver.stretched !== null;
  return isTurns ? (parameters['order'] as readonly string[]) : [];
}
