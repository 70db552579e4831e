import { randomOf } from '../plan/random.js';
import type { ProbeStep, Round } from './contract.js';
import { lanesOf, type Lane } from './lanes.js';
import { roomsOf, type Room } from './rooms.js';
import type { Situation } from './situation.js';

/** A round that could be asked: it has a name only when it is. */
export interface Draft extends Omit<Round, 'name'> {
  /** What the round after it would ask at once, on other connections: what this one is asked for. */
  readonly foreseen?: readonly ProbeStep[];
}

/** The rounds among which the next one is chosen. */
export function experimentsOf(situation: Situation): readonly Draft[] {
  const drafts = [...othersOf(situation), ...againOf(situation), ...recoveriesOf(situation)];
  return drafts.filter(({ steps }) => steps.length > 0);
}

/** A round to stand up to, drawn by the seed: by turns on neighbours of a key, and on when there is room again. */
export function confirmingOf(situation: Situation): Draft | null {
  const { spec, rounds, actionsLeft, timeLeftUs } = situation;
  const isAffordable = ({ steps, restUs }: Draft): boolean =>
    steps.length > 0 && steps.length <= actionsLeft && restUs + steps[steps.length - 1].atUs <= timeLeftUs;
  const neighbours = neighboursOf(situation).filter(isAffordable);
  const recoveries = recoveriesOf(situation).filter(isAffordable);
  const isTurn = rounds.length % 2 === 0 && neighbours.length > 0;
  const drafts = isTurn || recoveries.length === 0 ? neighbours : recoveries;
  if (drafts.length === 0) return null;
  const drawnAt = randomOf(spec.seed, `probe/confirming/${rounds.length}`).below(drafts.length);
  return { ...drafts[drawnAt], asks: 'whether it stays like that' };
}

/** Attempts on one key in a row, so far apart that their order is certain. */
function burst({ user, resource }: Lane, count: number, fromUs: number, gapUs: number) {
  return Array.from({ length: count }, (_, index) => ({ user, resource, atUs: fromUs + index * gapUs }));
}

/** So many attempts more than fit: what comes back meanwhile is taken, too. */
const overfull = [0, 1, 2];

/** What is limited: one key is used up, then its neighbours are tried, then itself again. */
function othersOf(situation: Situation): readonly Draft[] {
  return situation.fields.length < 2 ? [] : neighboursOf(situation);
}

function neighboursOf(situation: Situation): readonly Draft[] {
  const { spec, counts, gapUs } = situation;
  if (spec.users < 2 && spec.resources < 2) return [];
  const [lane] = lanesOf(situation, 1);
  const other = { user: (lane.user + 1) % spec.users, resource: (lane.resource + 1) % spec.resources };
  const fills = counts.flatMap((count) => overfull.map((more) => count + more));
  return fills.map((count) => {
    const fill = burst(lane, count, 0, gapUs);
    const neighbours = [
      { user: other.user, resource: lane.resource },
      { user: lane.user, resource: other.resource },
      other,
      lane,
    ].map((one, index) => ({ user: one.user, resource: one.resource, atUs: (count + index) * gapUs }));
    return { asks: 'what is limited', restUs: lane.restUs, steps: [...fill, ...neighbours] };
  });
}

/** Whether a new connection is a new start: at once again, where there was no room last; or first there. */
function againOf(situation: Situation): readonly Draft[] {
  const { answered, fields, counts, gapUs } = situation;
  const last = answered.at(-1);
  const isAsked = new Set(fields.map((per) => per.includes('connection'))).size > 1;
  if (last === undefined || !isAsked) return [];
  const asks = 'whether a new connection is a new start';
  const again = [1, ...counts.map((count) => count + 1)].map((times) => ({
    asks,
    restUs: 0,
    steps: Array.from({ length: times }, (_, index) => ({
      user: last.user,
      resource: last.resource,
      atUs: index * gapUs,
    })),
  }));
  const [lane] = lanesOf(situation, 1);
  const usingUp = counts.map((count) => ({
    asks: 'a key without room, for a new connection',
    restUs: lane.restUs,
    steps: burst(lane, count + 1, 0, gapUs),
    foreseen: burst(lane, 1, count * gapUs + connectingUs, gapUs),
  }));
  return [...again, ...usingUp];
}

/** About how long users take to connect, and the probe to think. */
const connectingUs = 100_000;

/** When there is room again, in all the ways a limit can be used up. */
function recoveriesOf(situation: Situation): readonly Draft[] {
  const { counts, gapUs } = situation;
  return counts.flatMap((count) => {
    const fill = Array.from({ length: count }, (_, index) => index * gapUs);
    const [lane] = lanesOf(situation, count + 1);
    const rooms = roomsOf(situation, fill, lane, 0);
    if (rooms.length === 0) return [];
    const halfUs = Math.floor(rooms[0].afterUs / 2);
    const ways: { readonly asks: string; readonly offsetsUs: readonly number[] }[] = [
      { asks: 'when there is room again', offsetsUs: fill },
    ];
    if (halfUs > (count + 1) * gapUs)
      ways.push({ asks: 'what a refusal changes', offsetsUs: [...fill, halfUs] });
    if (count > 1 && halfUs > count * gapUs)
      ways.push({
        asks: 'how room comes back',
        offsetsUs: [0, ...fill.slice(0, -1).map((us) => halfUs + us)],
      });
    return ways.flatMap(({ asks, offsetsUs }) =>
      probesAfter(situation, offsetsUs, count).map((drawn) => ({ ...drawn, asks })),
    );
  });
}

/** What is tried on a lane when it is used up: one time, several times, or as often as fits at once. */
type Ways = (rooms: readonly Room[], share: number) => readonly number[];

function waysOf(count: number, gapUs: number): readonly Ways[] {
  const burstAt = (us: number) => Array.from({ length: count }, (_, index) => us + index * gapUs);
  const allUs = (rooms: readonly Room[]) => rooms[rooms.length - 1].afterUs + gapUs;
  const ways: readonly Ways[] = [
    (rooms, share) => [quantile(rooms, share)],
    (rooms, share) => ladder(rooms, 3, share),
    (rooms, share) => [...ladder(rooms, 7, share), allUs(rooms) + gapUs],
    (rooms) => [allUs(rooms)],
  ];
  if (count === 1) return ways;
  return [...ways, (rooms) => burstAt(allUs(rooms)), (rooms, share) => burstAt(quantile(rooms, share))];
}

/** The same preparation on several lanes, and what is tried after it: each lane somewhere else. */
function probesAfter(
  situation: Situation,
  offsetsUs: readonly number[],
  count: number,
): readonly Omit<Draft, 'asks'>[] {
  const { gapUs, fields, imagined, staggerUs } = situation;
  if (fields.length === 0) return [];
  const lastUs = offsetsUs[offsetsUs.length - 1];
  const isByClock = imagined.some(({ hypothesis }) => hypothesis.family.name === 'clock');
  const known = new Map<string, readonly Room[]>();
  const roomsAt = (lane: Lane, index: number): readonly Room[] => {
    const name = `${isByClock ? index : 0}/${lane.restUs}`;
    const found = known.get(name) ?? roomsOf(situation, offsetsUs, lane, staggerUs(isByClock ? index : 0));
    known.set(name, found);
    return found;
  };
  return waysOf(count, gapUs).map((way) => {
    const length = way([{ afterUs: 0, weight: 1 }], 0.5).length;
    const lanes = lanesOf(situation, offsetsUs.length + length);
    const restUs = Math.max(...lanes.map((lane) => lane.restUs));
    const steps = lanes.flatMap((lane, index) => {
      const rooms = roomsAt({ ...lane, restUs }, index);
      if (rooms.length === 0) return [];
      const probes = way(rooms, (index + 1) / (lanes.length + 1));
      const times = apart([...offsetsUs, ...probes.map((us) => Math.max(us, lastUs + gapUs))], gapUs);
      const { user, resource } = lane;
      return times.map((us) => ({ user, resource, atUs: staggerUs(index) + us }));
    });
    return { restUs, steps: steps.sort(inTime) };
  });
}

const inTime = (a: ProbeStep, b: ProbeStep): number =>
  a.atUs - b.atUs || a.user - b.user || a.resource - b.resource;

/** The same times, without those closer to the one before than the gap. */
function apart(timesUs: readonly number[], gapUs: number): readonly number[] {
  const kept: number[] = [];
  for (const us of timesUs) if (kept.length === 0 || us - kept[kept.length - 1] >= gapUs) kept.push(us);
  return kept;
}

function ladder(rooms: readonly Room[], rungs: number, share: number): readonly number[] {
  return Array.from({ length: rungs }, (_, rung) => quantile(rooms, (rung + share) / rungs));
}

/** The time until which this share of all that is possible has room again. */
function quantile(rooms: readonly Room[], share: number): number {
  const total = rooms.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (let index = 0; index < rooms.length; index++) {
    sum += rooms[index].weight;
    if (sum >= share * total) {
      const next = rooms[Math.min(index + 1, rooms.length - 1)];
      return Math.floor((rooms[index].afterUs + next.afterUs) / 2);
    }
  }
  return rooms[rooms.length - 1].afterUs;
}
