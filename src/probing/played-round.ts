import type { Action, HistoryEvent } from '../history/action.js';
import { historyBuilder } from '../history/columns.js';
import type { History } from '../history/history.js';
import { planFromSteps } from '../plan-from-steps.js';
import type { Digest, Plan, Step } from '../plan/plan.js';
import { performanceOf } from '../playing/play.js';
import type { Round } from '../probe/contract.js';
import type { Stage } from './stage.js';
import { execute, type Execution } from '../runtime/execute.js';
import { recorder } from '../runtime/recorder.js';
import type { Scenario } from '../scenario/scenario.js';

/** A round and its place among the others. */
export interface NumberedRound {
  readonly round: Round;
  /** From 1. */
  readonly number: number;
  /** The id of its first action: ids are never used twice. */
  readonly firstId: number;
  /** When it begins, on the clock of the stage; later where connecting takes longer. */
  readonly dueUs: number;
}

/** What a round needs besides the scenario and its stage. */
export interface RoundPorts {
  readonly digest: () => Digest;
  readonly stop: AbortSignal;
}

/** What became of a round; ids and connections of its history are its own among all rounds. */
export interface PlayedRound {
  readonly history: History;
  readonly execution: Execution;
}

/**
 * Plays one round: connects the users who act in it, sends each attempt at its time, waits for the
 * answers and closes every connection.
 */
export async function playRound(
  scenario: Scenario,
  numbered: NumberedRound,
  stage: Stage,
  ports: RoundPorts,
): Promise<PlayedRound> {
  const users = [...new Set(numbered.round.steps.map(({ user }) => user))].sort((a, b) => a - b);
  const plan = planOf(scenario, numbered, users, ports.digest);
  const userNames = users.map((user) => scenario.userNames[user] ?? '');
  const names = { users: userNames, resources: scenario.resourceNames, phases: [numbered.round.name] };
  const record = recorder(names, plan.header.actions);
  let originUs = 0;
  const performance = performanceOf(scenario, plan, stage.url);
  const { playing } = performance;
  const execution = await execute(
    {
      ...performance,
      plan: { ...plan, steps: () => beginning(plan.steps(), numbered.dueUs - originUs) },
      wire: stage.wire,
      userNames,
      requestOf: (place, tab) => performance.requestOf(users[place] ?? 0, tab),
      ...(playing !== undefined && {
        playing: {
          ...playing,
          groupOf: (place: number) => playing.groupOf(users[place] ?? 0),
          columnsOf: (place: number) => playing.columnsOf(users[place] ?? 0),
        },
      }),
      // A round is as long as it was meant to be: a budget of time is the probe's, over all rounds.
      maxDurationUs: null,
      // A burst is what was asked for.
      overrun: 'send',
    },
    {
      scheduler: stage.scheduler,
      transport: stage.transport(),
      stop: ports.stop,
      watchHealth: (report) => stage.watchHealth(report),
      watch: (events) =>
        void events.subscribe((event) => {
          if (event.kind === 'started') originUs = event.originUs;
          record.take(event);
        }),
    },
  );
  return { history: renumbered(record.history({ complete: true }), numbered), execution };
}

/** Connections are made before a round is due: its steps wait for that. */
function* beginning(steps: Iterable<Step>, afterUs: number): Iterable<Step> {
  const waitUs = Math.max(0, Math.ceil(afterUs));
  for (const step of steps) yield { ...step, intendedAtUs: step.intendedAtUs + waitUs };
}

/**
 * How long before a round is due its users begin to connect: as long as the scenario takes to let that
 * many in, and a little for the last of them.
 */
export function connectingUs({ timing, users }: Scenario, { steps }: Round): number {
  const acting = new Set(steps.map(({ user }) => user)).size;
  return Math.floor((timing.connectOverUs * acting) / users) + lastConnectsUs;
}

const lastConnectsUs = 250_000;

/** The plan of a round: `users` are those who act, and the plan calls them 0, 1, 2, ... */
function planOf(
  scenario: Scenario,
  { round, firstId }: NumberedRound,
  users: readonly number[],
  digest: () => Digest,
): Plan {
  const places = new Map(users.map((user, place) => [user, place]));
  const action = firstKindOf(scenario);
  const steps = round.steps.map(({ user, resource, atUs }, step) => ({
    id: firstId + step,
    user: places.get(user) ?? 0,
    resource,
    step,
    intendedAtUs: atUs,
    aim: 'open' as const,
    phase: 0,
    ...(action !== null && { action }),
  }));
  const { connectOverUs, timeoutUs } = scenario.timing;
  const phase = { name: round.name, strategy: 'probe', pacing: 'probe', startUs: 0, durationUs: 0 };
  const plan = planFromSteps(
    {
      seed: scenario.seed,
      users: users.length,
      resources: scenario.resourceNames.length,
      phases: [{ ...phase, actions: 0, lanes: 1, stepUs: 0 }],
      // As many in a second as the scenario lets in, however few they are.
      connectAtUs: users.map((_, place) => Math.floor((connectOverUs * place) / scenario.users)),
      // A user stays until its last answer, also where the round has to wait until it is due.
      timeoutUs: timeoutUs + connectingUs(scenario, round),
    },
    steps,
    digest,
  );
  // Servers that know a request again by its id must not take two rounds for one.
  return { ...plan, steps: () => steps };
}

/** The kind of action that a probe does: the first of the scenario; `null`: it names none. */
export function firstKindOf({ phases }: Scenario): string | null {
  return phases.flatMap(({ acts = [] }) => acts)[0] ?? null;
}

/** What says how one plan went: of no use in a history of many. */
const ofPlan: ReadonlySet<HistoryEvent['kind']> = new Set(['phase-started', 'finished']);

/** Connections are named anew in each round, so a number tells those of two rounds apart. */
function renumbered(history: History, { number }: NumberedRound): History {
  const builder = historyBuilder(history.length);
  for (const action of actionsOf(history)) builder.add(inRound(action, number));
  for (const event of history.events) if (!ofPlan.has(event.kind)) builder.event(inRound(event, number));
  return builder.build();
}

function inRound<T extends Action | HistoryEvent>(thing: T, number: number): T {
  return 'connection' in thing && thing.connection !== undefined
    ? { ...thing, connection: `${thing.connection}@${number}` }
    : thing;
}

/** The rows of a history, one by one. */
export function* actionsOf(history: History): Iterable<Action> {
  for (let row = 0; row < history.length; row++) yield history.actionAt(row);
}
