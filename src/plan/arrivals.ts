import { secondsText } from './durations.js';
import { arrivalsOf, countIn, type Stretch } from './levels.js';
import type { ArrivalStage, GroupSpec, PlanSpec } from './plan.js';
import { checkRate, rateText, type Rate } from './rate.js';
import { wholeFrom } from './whole.js';

/** The most users that stages may bring: each of them has a name and a connection. */
const arrivalsMax = 1_000_000;

/**
 * When the users of stages come, in microseconds since the start of the plan: the first with the first
 * stage, and one more each time that the area under the rates has grown by one. They come as evenly as
 * the rates say, so that their number follows from the stages alone.
 */
export function arrivalTimesOf(stages: readonly ArrivalStage[]): readonly number[] {
  const arrivalOf = arrivalsOf(stages.map(stretchOf));
  const times: number[] = [];
  let lastUs = 0;
  for (let arrival = arrivalOf(0); arrival !== null; arrival = arrivalOf(times.length)) {
    // Square roots round: an arrival may seem to be a microsecond before the one ahead of it.
    lastUs = Math.max(lastUs, arrival.atUs);
    times.push(lastUs);
  }
  return times;
}

function stretchOf({ forUs, rate, rampTo }: ArrivalStage): Stretch {
  return { forUs, from: { ...rate, users: 1 }, to: { ...(rampTo ?? rate), users: 1 } };
}

/**
 * How many users stages bring.
 *
 * @throws RangeError where it is nobody, or more than can be held.
 */
export function arrivalCountOf(name: string, stages: readonly ArrivalStage[]): number {
  for (const [index, stage] of stages.entries()) checkStage(`group ${name}, stage ${index + 1}`, stage);
  const area = countIn(stages.map(stretchOf));
  if (area > arrivalsMax)
    throw new RangeError(`group ${name}: its stages bring more than ${arrivalsMax} users`);
  const count = arrivalTimesOf(stages).length;
  if (count === 0) throw new RangeError(`group ${name}: its stages bring nobody`);
  return count;
}

function checkStage(name: string, { forUs, rate, rampTo }: ArrivalStage): void {
  wholeFrom(1, `${name}: forUs`, forUs);
  checkRate(name, rate);
  if (rampTo !== null) checkRate(name, rampTo);
}

/** When each user of some groups comes, `null` for those who are there from the start. */
export function arrivesAtUsOf(groups: readonly GroupSpec[]): readonly (number | null)[] {
  return groups.flatMap(({ users, arrivals }): readonly (number | null)[] =>
    arrivals === null ? Array.from({ length: users }, () => null) : arrivalTimesOf(arrivals),
  );
}

/** Whether anybody comes while the plan runs. */
export function hasArrivals({ groups = [] }: Pick<PlanSpec, 'groups'>): boolean {
  return groups.some(({ arrivals }) => arrivals !== null);
}

/** `5/s for 10 s, 5/s to 20/s over 20 s`. */
export function stagesText(stages: readonly ArrivalStage[]): string {
  return stages.map(stageText).join(', ');
}

function stageText({ forUs, rate, rampTo }: ArrivalStage): string {
  return rampTo === null || isSame(rate, rampTo)
    ? `${rateText(rate)} for ${secondsText(forUs)}`
    : `${rateText(rate)} to ${rateText(rampTo)} over ${secondsText(forUs)}`;
}

function isSame(a: Rate, b: Rate): boolean {
  return a.count === b.count && a.perUs === b.perUs;
}
