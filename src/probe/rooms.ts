import type { Lane } from './lanes.js';
import { tryOf } from './replay.js';
import type { Situation } from './situation.js';

/** When a limit that is possible has room again, since the first attempt of a preparation. */
export interface Room {
  readonly afterUs: number;
  readonly weight: number;
}

/**
 * When there is room again on a lane that begins `startUs` after the round, after attempts at these
 * times, by all that is possible; the earliest first.
 */
export function roomsOf(
  situation: Situation,
  offsetsUs: readonly number[],
  lane: Lane,
  startUs: number,
): readonly Room[] {
  const { imagined, nowUs, rounds, spec } = situation;
  const fromUs = nowUs + lane.restUs + startUs + Math.floor(spec.roundTripUs / 2);
  const place = tryOf({ ...lane, atUs: 0 }, rounds.length);
  const rooms: Room[] = [];
  for (const { limiter, weight } of imagined) {
    const own = limiter.copy();
    for (const us of offsetsUs) own.answer(place, fromUs + us);
    const lastUs = offsetsUs[offsetsUs.length - 1];
    let [full, free] = [lastUs, lastUs + 2 * spec.longestUs];
    if (!own.wouldAccept(place, fromUs + free)) continue;
    while (free - full > 32) {
      const middle = Math.floor((full + free) / 2);
      if (own.wouldAccept(place, fromUs + middle)) free = middle;
      else full = middle;
    }
    rooms.push({ afterUs: free, weight });
  }
  return rooms.sort((a, b) => a.afterUs - b.afterUs);
}
