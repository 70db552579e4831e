import type { Gaps } from '../gaps.js';
import type { Must, Question, Search, Sighting, World } from '../search.js';
import { seen } from '../windows.js';
import { nearbyOf } from './nearby.js';

/**
 * Who certainly holds a lease over a whole window, and whether anybody can. A hold is certain from an accepted
 * acquire or renewal that was over before, whose time cannot have run out, and that its holder cannot have
 * released; it is impossible where every acquire and renewal that may have been accepted is too old, too late
 * or before a release.
 */
export function leaseMust(world: World, { acceptUs, refuseUs }: Gaps): Search['must'] {
  return (question, index) => {
    const asked = question.actions[index];
    if (asked.endUs === Infinity) return null;
    const fromUs = asked.startUs - Math.max(acceptUs, refuseUs);
    const others = nearbyOf(question)
      .meeting(fromUs, asked.endUs)
      .filter((one) => one !== asked && one.seen !== seen.reject);
    const holding = certainHold(world, question, asked, others, acceptUs);
    if (holding !== null) return answerUnder(world, asked, holding);
    return mustWithoutHold(world, question, asked, others, refuseUs);
  };
}

/** The accept that shows who holds it all the while; `null`: nobody certainly does. */
function certainHold(
  world: World,
  { pastUntilUs }: Question,
  asked: Sighting,
  others: readonly Sighting[],
  acceptUs: number,
): Sighting | null {
  const isHold = (one: Sighting): boolean =>
    one.seen === seen.accept &&
    isTaking(world, one) &&
    one.endUs < asked.startUs &&
    asked.endUs - one.startUs < acceptUs &&
    (pastUntilUs === null || pastUntilUs < one.startUs) &&
    !others.some((other) => isReleaseBy(world, other, one) && other.endUs >= one.startUs);
  return others.find(isHold) ?? null;
}

function answerUnder(world: World, asked: Sighting, hold: Sighting): Must {
  const { user, action } = world.attemptAt(asked.row);
  const isHolders = (action === 'renew' || action === 'release') && world.attemptAt(hold.row).user === user;
  return isHolders ? { answer: 'accept', because: [] } : { answer: 'reject', because: [hold.row] };
}

/** Where nobody can hold it, it must be given; to renew or release takes a hold of one's own. */
function mustWithoutHold(
  world: World,
  { pastUntilUs }: Question,
  asked: Sighting,
  others: readonly Sighting[],
  refuseUs: number,
): Must | null {
  const released = lastRelease(world, asked, others);
  const freeUs = released?.startUs ?? -Infinity;
  if (pastUntilUs !== null && pastUntilUs > asked.startUs - refuseUs && pastUntilUs >= freeUs) return null;
  const { user, action } = world.attemptAt(asked.row);
  const takes = action !== 'renew' && action !== 'release';
  const canHold = (one: Sighting): boolean =>
    isTaking(world, one) && one.endUs > asked.startUs - refuseUs && one.endUs >= freeUs;
  if (others.some((one) => canHold(one) && (takes || world.attemptAt(one.row).user === user))) return null;
  if (takes) return { answer: 'accept', because: [] };
  return { answer: 'reject', because: released === null ? [] : [released.row] };
}

/** Of the releases that were certainly accepted before, the one that began last. */
function lastRelease(world: World, asked: Sighting, others: readonly Sighting[]): Sighting | null {
  let last: Sighting | null = null;
  for (const one of others)
    if (one.seen === seen.accept && one.endUs < asked.startUs && !isTaking(world, one))
      if (last === null || one.startUs > last.startUs) last = one;
  return last;
}

const isTaking = (world: World, { row }: Sighting): boolean => world.attemptAt(row).action !== 'release';

const isReleaseBy = (world: World, one: Sighting, { row }: Sighting): boolean =>
  !isTaking(world, one) && world.attemptAt(one.row).user === world.attemptAt(row).user;
