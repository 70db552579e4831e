import type { Action, HistoryEvent } from '../../src/history/action.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import type { Assumptions } from '../../src/models/assumptions.js';
import { fixedWindow, slidingCounter } from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import type { Random } from '../../src/plan/random.js';
import { exactly } from './compare.js';
import { kinds, type Kind } from './every-model.js';

/** What a correct server answered under troubles that the assumptions declare, on one key or a few. */
export interface CorrectRun {
  /** What the judge is told; the server may know more, as when its windows begin. */
  readonly model: Model;
  readonly assumptions: Assumptions;
  readonly actions: readonly Action[];
  readonly events: readonly HistoryEvent[];
}

/** A model as the server knows it, and as the judge does. */
interface Known {
  readonly kind: Kind;
  readonly told: (model: Model) => Model;
}

const per = ['resource'] as const;
const asIs = (model: Model): Model => model;

/** Every model of one rule, and limits by a clock of which nobody knows the phase. */
export const servers: Readonly<Record<string, Known>> = {
  ...Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { kind, told: asIs }])),
  'window by a clock nobody knows': {
    kind: kinds['window by the clock'],
    told: ({ parameters }) =>
      fixedWindow({
        per,
        anchor: 'epoch',
        limit: number(parameters, 'limit'),
        windowUs: windowOf(parameters),
      }),
  },
  'counter by a clock nobody knows': {
    kind: kinds['counter'],
    told: ({ parameters }) =>
      slidingCounter({ per, limit: number(parameters, 'limit'), windowUs: windowOf(parameters) }),
  },
};

const number = (parameters: Model['parameters'], name: string): number => Number(parameters[name]);
const windowOf = (parameters: Model['parameters']): number => number(parameters, 'windowUs');

/** The most a clock may be off by here: so much that it shows within few microseconds. */
const driftPpm = 100_000;

interface Arrival {
  readonly attempt: Attempt;
  readonly sentAtUs: number;
  /** `null`: it never came. */
  readonly atUs: number | null;
  readonly settledAtUs: number | null;
  readonly isSeen: boolean;
  accepts?: boolean;
}

/** Draws a run; the server decides each attempt at an instant inside its window, in order of time. */
export function correctRunOf(random: Random, { kind, told }: Known): CorrectRun {
  const model = kind.model(random);
  const chance = (percent: number): boolean => random.below(100) < percent;
  const drifts = chance(30);
  const ratePpm = drifts ? random.below(2 * driftPpm + 1) - driftPpm : 0;
  const tickUs = chance(30) ? 1 + random.below(3) : 1;
  const lostAtUs = chance(30) ? random.below(40) : null;
  const assumptions: Assumptions = {
    ...exactly,
    driftPpm: drifts ? driftPpm : 0,
    tickUs: drifts ? tickUs + 2 : tickUs - 1,
    initial: chance(30) ? 'unknown' : 'fresh',
    exclusive: !chance(20),
    state: lostAtUs === null ? 'durable' : 'perProcess',
    horizonUs: chance(50) ? 20 : null,
  };
  const arrivals = arrivalsOf(random, kind, assumptions);
  const readsUs = (atUs: number): number => {
    const clockUs = atUs + (atUs * ratePpm) / 1_000_000;
    return Math.floor(clockUs / tickUs) * tickUs;
  };
  decide(model, arrivals, readsUs, lostAtUs);
  const seen = arrivals.filter(({ isSeen }) => isSeen).sort((a, b) => a.sentAtUs - b.sentAtUs);
  const events: HistoryEvent[] = lostAtUs === null ? [] : [{ kind: 'server-restarted', atUs: lostAtUs }];
  return { model: told(model), assumptions, events, actions: seen.map(actionOf) };
}

function arrivalsOf(random: Random, kind: Kind, { initial, exclusive, horizonUs }: Assumptions): Arrival[] {
  const chance = (percent: number): boolean => random.below(100) < percent;
  const costs = chance(30);
  const widthUs = [1, 3, 8, 15][random.below(4)];
  const gapUs = 1 + random.below(8);
  const arrivals: Arrival[] = [];
  const before = initial === 'unknown' ? random.below(5) : 0;
  const count = 2 + random.below(9);
  let sentAtUs = -before * gapUs - 4;
  for (let index = 0; index < before + count; index++) {
    const isBefore = index < before;
    sentAtUs = isBefore ? sentAtUs : Math.max(0, sentAtUs);
    const isSeen = !isBefore && (exclusive || chance(70));
    const isLost = isSeen && chance(12);
    const laterUs = random.below(widthUs);
    const lateUs = isLost && chance(30) ? random.below(horizonUs ?? 40) : 0;
    const atUs = isLost && chance(50) ? null : sentAtUs + Math.max(isBefore ? 0 : laterUs, lateUs);
    arrivals.push({
      attempt: { ...attemptOf(random, kind), ...(costs ? { cost: 1 + random.below(3) } : {}) },
      sentAtUs,
      atUs,
      settledAtUs: isLost || atUs === null ? null : atUs + random.below(widthUs),
      isSeen,
    });
    sentAtUs += random.below(gapUs + 1);
  }
  return arrivals;
}

const attemptOf = (random: Random, kind: Kind): Attempt => ({
  user: 'u0',
  resource: 'r',
  action: 'act',
  cost: 1,
  ...kind.attempt?.(random),
});

function decide(
  model: Model,
  arrivals: readonly Arrival[],
  readsUs: (atUs: number) => number,
  lostAtUs: number | null,
): void {
  const came = arrivals.filter(({ atUs }) => atUs !== null);
  let states = new Map<string, unknown>();
  let isLost = lostAtUs === null;
  for (const arrival of came.sort((a, b) => (a.atUs ?? 0) - (b.atUs ?? 0))) {
    const atUs = arrival.atUs ?? 0;
    if (!isLost && lostAtUs !== null && atUs >= lostAtUs)
      [isLost, states] = [true, new Map<string, unknown>()];
    const key = model.per.map((field) => arrival.attempt[field as 'user']).join(' ');
    const { accepts, next } = model.decide(states.get(key) ?? model.init(), arrival.attempt, readsUs(atUs));
    arrival.accepts = accepts;
    states.set(key, next);
  }
}

function actionOf({ attempt, sentAtUs, settledAtUs, accepts }: Arrival, id: number): Action {
  const answer = accepts === true ? 'accepted' : 'rejected';
  const { user, resource, action, cost } = attempt;
  const outcome = settledAtUs === null ? 'unknown' : answer;
  return {
    id,
    user,
    resource,
    action,
    cost,
    step: id,
    intendedAtUs: sentAtUs,
    sentAtUs,
    settledAtUs,
    outcome,
  };
}

/** The history of a run, rows in the order of its actions. */
export function historyOfCorrect({ actions, events }: CorrectRun): History {
  const builder = historyBuilder(actions.length);
  for (const action of actions) builder.add(action);
  for (const event of events) builder.event(event);
  return builder.build();
}

/** A run as text, for whoever has to look into it. */
export const textOfRun = ({ model, assumptions, actions, events }: CorrectRun): string =>
  JSON.stringify({ name: model.name, parameters: model.parameters, assumptions, events, actions });
