import type { Action, KeyField } from './history/action.js';
import { historyBuilder } from './history/columns.js';
import type { Attempt, Model } from './models/model.js';
import { judge } from './oracle/judge.js';
import { judgements, type Judgement } from './oracle/verdict.js';
import { groupNamesOf } from './plan/groups.js';
import type { Aim, Plan, Step } from './plan/plan.js';
import type { Scenario } from './scenario/scenario.js';

/** What could be decided of a run in which every answer takes equally long and is right. */
export interface Forecast {
  readonly roundTripUs: number;
  /** By what the plan goes for with an action. */
  readonly aims: Readonly<Record<Aim, Counted>>;
  readonly all: Counted;
  /** Answers of which the judge could say that they were the only right ones. */
  readonly decidedAccepts: number;
  readonly decidedRejects: number;
}

/** Actions, and those among them with a certain verdict. */
export interface Counted {
  readonly of: number;
  readonly decided: number;
}

/** More actions of a phase than these say nothing new, and judging them takes time: little for a plain cooldown, much for others. */
const actionsMaxOfPhase = (model: Model): number => (model.driver.kind === 'interval-recursion' ? 5000 : 250);

/**
 * Judges a run before it happens: a correct server answers every action of the plan half a round
 * trip after it was sent, and the judge is asked which of these answers are certain. Long phases
 * are represented by their first actions, as those of the others have the same distances.
 */
export function forecastOf(scenario: Scenario, plan: Plan, roundTripsUs: readonly number[]): Forecast[] {
  const steps = sampleOf(scenario.model, plan);
  return roundTripsUs.map((roundTripUs) => forecastAt(scenario, steps, roundTripUs));
}

/** How many actions a forecast looks at. */
export function forecastSize(model: Model, plan: Plan): number {
  const most = actionsMaxOfPhase(model);
  return plan.header.phases.reduce((sum, { actions }) => sum + Math.min(actions, most), 0);
}

function sampleOf(model: Model, plan: Plan): Step[] {
  const taken = plan.header.phases.map(() => 0);
  const steps: Step[] = [];
  const most = actionsMaxOfPhase(model);
  const wanted = forecastSize(model, plan);
  for (const step of plan.steps()) {
    if (steps.length === wanted) break;
    if (taken[step.phase]++ < most) steps.push(step);
  }
  return steps;
}

function forecastAt(scenario: Scenario, steps: readonly Step[], roundTripUs: number): Forecast {
  const builder = historyBuilder(steps.length);
  for (const action of answeredBy(scenario, steps, roundTripUs)) builder.add(action);
  const { perAction } = judge(scenario.model, builder.build(), scenario.assumptions);
  // Rows go by the time of sending and then by number, as the steps of a plan do.
  const verdicts = steps.map((_, row) => judgements[perAction[row]]);
  const count = (counts: (judgement: Judgement, aim: Aim) => boolean): number =>
    steps.filter(({ aim }, row) => counts(verdicts[row], aim)).length;
  const counted = (among: (aim: Aim) => boolean): Counted => ({
    of: count((_, aim) => among(aim)),
    decided: count((judgement, aim) => among(aim) && isDecided(judgement)),
  });
  return {
    roundTripUs,
    aims: {
      accept: counted((aim) => aim === 'accept'),
      reject: counted((aim) => aim === 'reject'),
      open: counted((aim) => aim === 'open'),
    },
    all: counted(() => true),
    decidedAccepts: count((judgement) => judgement === 'true-accept'),
    decidedRejects: count((judgement) => judgement === 'true-reject'),
  };
}

function isDecided(judgement: Judgement): boolean {
  return judgement === 'true-accept' || judgement === 'true-reject';
}

/** What a correct server answers: it decides in the middle of the round trip, in the order of sending. */
function* answeredBy(scenario: Scenario, steps: readonly Step[], roundTripUs: number): Iterable<Action> {
  const { model, timing } = scenario;
  const states = new Map<string, unknown>();
  const inTime = roundTripUs <= timing.timeoutUs;
  const groups = groupNamesOf(scenario.groups);
  for (const step of steps) {
    const attempt = { ...attemptOf(scenario, step), ...(groups.length > 0 && { group: groups[step.user] }) };
    const key = keyOf(attempt, model.per);
    const decidedAtUs = step.intendedAtUs + Math.floor(roundTripUs / 2);
    const { accepts, next } = model.decide(states.get(key) ?? model.init(), attempt, decidedAtUs);
    states.set(key, next);
    yield {
      ...attempt,
      id: step.id,
      step: step.step,
      intendedAtUs: step.intendedAtUs,
      sentAtUs: step.intendedAtUs,
      settledAtUs: inTime ? step.intendedAtUs + roundTripUs : null,
      outcome: !inTime ? 'unknown' : accepts ? 'accepted' : 'rejected',
    };
  }
}

function attemptOf({ userNames, resourceNames, phases }: Scenario, step: Step): Attempt {
  const user = userNames[step.user];
  return {
    user,
    resource: resourceNames[step.resource],
    action: step.action ?? 'act',
    cost: 1,
    connection: `${user}#1`,
    phase: phases[step.phase].name,
  };
}

function keyOf(attempt: Attempt, per: readonly KeyField[]): string {
  return JSON.stringify(per.map((field) => attempt[field]));
}
