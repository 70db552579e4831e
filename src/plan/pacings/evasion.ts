import type { Draft } from '../draft.js';
import { countText, msText, secondsText, shortMsText } from '../durations.js';
import { edgeOf, type Edge } from '../edge.js';
import { inOrder, type LooseRound } from '../in-order.js';
import { keySpaceOf } from '../key-space.js';
import { laneDealerOf, lanesOf } from '../lanes.js';
import type { Pacing, PhaseParts } from '../pacing.js';
import type { PhaseSpec, PlannedFault, PlanSpec } from '../plan.js';
import { restUsOf } from '../rest.js';
import { seatingOf } from '../seating.js';
import { openerAimOf } from '../waves.js';
import { wholeFrom } from '../whole.js';

export interface Evasion {
  /** What a user tries: a new connection; a second one beside the first; one on another node. */
  readonly by: 'reconnect' | 'second-tab' | 'other-node';
  /** The round trip at which every answer is still certain. */
  readonly marginUs: number;
  /** How the connection ends where it is lost on purpose. */
  readonly how: 'close' | 'cut';
}

/** Users go in so many cohorts, so that not all of them lose their connections at one instant. */
const cohortsMax = 20;
/** Cohorts start over this long at most. */
const spreadUsMax = 500_000;
/** Answers are waited for a quarter of the time that is there, but no longer than this. */
const settledUsMax = 250_000;
/** A new connection takes no longer than this on most networks. */
const reconnectUsMax = 1_000_000;

/**
 * Whether a limit can be shaken off: a user uses up what a fresh key gives, evades, and acts once more while
 * it surely has to be refused, however it is connected. Users of one key take turns, a full recovery
 * apart. `phase.steps` rounds. Needs a limit whose refusals are certain for longer than a reconnect.
 */
export function evasion(settings: Evasion): Pacing {
  const { by, marginUs, how } = settings;
  return {
    kind: 'evasion',
    settings: { by, marginUs, how },
    marginUs,
    meetings: 'none',
    check: (spec, phase) => check(spec, phase, settings),
    paced: (spec, phase, phaseIndex) => {
      const course = courseOf(spec, phase, settings, phaseIndex);
      return {
        lanes: course.lanes,
        stepUs: course.stepUs,
        rounds: (startUs) => inOrder(roundsOf(course, startUs)),
        ...(by === 'reconnect'
          ? { troubles: (startUs: number) => lossesOf(course, how, startUs) }
          : { sockets: 2 }),
      };
    },
    words: (parts) => words(parts, settings),
    warnings: () => [],
  };
}

/** What is tried, in words. */
const deeds = {
  reconnect: 'a new connection',
  'second-tab': 'a second connection',
  'other-node': 'a connection to another node',
} as const;

function check(spec: PlanSpec, { name }: PhaseSpec, settings: Evasion): void {
  const { by, marginUs } = settings;
  wholeFrom(1, `phase ${name}: marginUs`, marginUs);
  if (by !== 'other-node' && spec.per.includes('connection'))
    throw new RangeError(
      `phase ${name}: this limit counts per ${spec.per.join('+')}, so ${deeds[by]} is no way around it: it may act again there`,
    );
  if (by === 'other-node' && spec.per.includes('node'))
    throw new RangeError(`phase ${name}: this limit counts per node, so another node may accept`);
  const edge = edgeOf(spec, marginUs);
  if (!edge.isKnown)
    throw new RangeError(
      `phase ${name}: nobody knows for sure when this limit refuses, so no refusal is owed`,
    );
  if (attemptUsOf(edge, settings) !== null) return;
  const lastsUs = edge.edgeUs - edge.filledUs;
  throw new RangeError(
    `phase ${name}: this limit refuses for ${msText(lastsUs)}, too short for ${deeds[by]} with a margin of ${msText(marginUs)}: ${msText(shortestOf(settings))} would do`,
  );
}

/** The shortest time of refusals in which there is room for an answer, a new connection and another answer. */
function shortestOf({ by, marginUs }: Evasion): number {
  return (by === 'reconnect' ? 4 : 2) * marginUs + 1;
}

/** When a user evades, after its first accept: its last one has been answered by then, also where answers are slow. */
function evadesUsOf({ edgeUs, filledUs }: Edge, { marginUs }: Evasion): number {
  return filledUs + Math.max(marginUs, Math.min(settledUsMax, Math.floor((edgeUs - filledUs) / 4)));
}

/** When it tries again, after its first accept; `null`: there is no room. */
function attemptUsOf(edge: Edge, settings: Evasion): number | null {
  const { by, marginUs } = settings;
  if (edge.edgeUs - edge.filledUs < shortestOf(settings)) return null;
  const fromUs = evadesUsOf(edge, settings);
  const waitsUs = by === 'reconnect' ? Math.max(reconnectUsMax, 2 * marginUs) : marginUs;
  return Math.min(fromUs + waitsUs, edge.edgeUs - marginUs);
}

/** Everything that follows from spec and phase. */
interface Course {
  readonly spec: PlanSpec;
  readonly phase: PhaseSpec;
  readonly phaseIndex: number;
  readonly edge: Edge;
  readonly evadesUs: number;
  readonly attemptUs: number;
  readonly lanes: number;
  /** From the start of one user's turn on a key to that of the next one's. */
  readonly laneUs: number;
  readonly stepUs: number;
  readonly seat: number | null;
  /** How much later than others of its lane a user starts. */
  readonly delayUs: (user: number) => number;
}

function courseOf(spec: PlanSpec, phase: PhaseSpec, settings: Evasion, phaseIndex: number): Course {
  const edge = edgeOf(spec, settings.marginUs);
  const attemptUs = attemptUsOf(edge, settings) ?? edge.filledUs;
  const lanes = lanesOf(spec, phase, phaseIndex, keySpaceOf(spec.per, spec.resources));
  const cohorts = Math.min(spec.users, cohortsMax);
  const apartUs = Math.floor(Math.min(spreadUsMax, attemptUs) / cohorts);
  const laneUs = attemptUs + restUsOf(spec) + 2 * settings.marginUs + cohorts * apartUs;
  return {
    spec,
    phase,
    phaseIndex,
    edge,
    evadesUs: evadesUsOf(edge, settings),
    attemptUs,
    lanes,
    laneUs,
    stepUs: lanes * laneUs,
    seat: settings.by === 'reconnect' ? null : 1,
    delayUs: (user) => (user % cohorts) * apartUs,
  };
}

/** The turn of one user in one round. */
interface Turn {
  readonly user: number;
  readonly resource: number;
  readonly step: number;
  readonly atUs: number;
}

function* turnsOf(course: Course, startUs: number): Iterable<readonly Turn[]> {
  const { spec, phase, phaseIndex, laneUs, stepUs, delayUs } = course;
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const deal = laneDealerOf(keySpaceOf(spec.per, spec.resources), spec.resources);
  const seats = new Int32Array(spec.users);
  const lanes = new Int32Array(spec.users);
  for (let step = 0; step < phase.steps; step++) {
    seatNext(seats);
    deal(seats, lanes);
    yield Array.from(seats, (resource, user) => {
      const atUs = startUs + step * stepUs + lanes[user] * laneUs + delayUs(user);
      return { user, resource, step, atUs };
    });
  }
}

function* roundsOf(course: Course, startUs: number): Iterable<LooseRound> {
  const { spec, phaseIndex, edge, attemptUs, stepUs, seat } = course;
  const aim = openerAimOf(spec, phaseIndex);
  let nextUs = startUs;
  for (const turns of turnsOf(course, startUs)) {
    nextUs += stepUs;
    const drafts = turns.flatMap(({ atUs, ...turn }): Draft[] => {
      const openers = Array.from({ length: edge.openers }, (_, nth): Draft => ({
        ...turn,
        atUs: atUs + nth * edge.openerGapUs,
        aim,
      }));
      const again: Draft = { ...turn, atUs: atUs + attemptUs, aim: 'reject' };
      return [...openers, seat === null ? again : { ...again, seat }];
    });
    yield { drafts, nextUs };
  }
}

/** Who loses its connection, and when: all that do so at one instant together. */
function lossesOf(course: Course, how: Evasion['how'], startUs: number): readonly PlannedFault[] {
  const losses: PlannedFault[] = [];
  for (const turns of turnsOf(course, startUs)) {
    const byTime = new Map<number, number[]>();
    for (const { user, atUs } of turns) byTime.set(atUs, [...(byTime.get(atUs) ?? []), user]);
    for (const [atUs, users] of [...byTime].sort(([a], [b]) => a - b))
      losses.push({ kind: 'drop', atUs: atUs + course.evadesUs, share: 0, how, backAfterUs: 0, users });
  }
  return losses;
}

function words({ spec, phase, paced }: PhaseParts, settings: Evasion): string[] {
  const { by, marginUs } = settings;
  const edge = edgeOf(spec, marginUs);
  const attemptUs = attemptUsOf(edge, settings) ?? 0;
  const until = edge.edgeUs === Infinity ? 'for ever' : `until ${msText(edge.edgeUs)}`;
  return [
    `${countText(phase.steps, 'round')} of ${countText(spec.users, 'user')}: ${countText(edge.openers, 'accept')}, then ${deeds[by]}, and one more try ${shortMsText(attemptUs, 3)} after the first (the limit refuses ${until})`,
    `a round takes ${secondsText(paced.stepUs)}; these verdicts stay certain up to a round trip of about ${shortMsText(marginUs, 2)}`,
  ];
}
