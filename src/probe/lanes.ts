import type { KeyField } from '../history/action.js';
import { lanesMost, type Situation } from './situation.js';

/** A user and a resource whose key no other lane of the round shares. */
export interface Lane {
  readonly user: number;
  readonly resource: number;
  /** How long it takes until what happened on it is forgotten, by most of what is possible. */
  readonly restUs: number;
}

/** A round takes no more than this share of the actions that are left. */
const shareOfActions = 6;

/** The lanes a round can be played on side by side, each with so many attempts: those that rested longest. */
export function lanesOf(situation: Situation, attempts: number): readonly Lane[] {
  const affordable = Math.floor(situation.actionsLeft / shareOfActions / Math.max(1, attempts));
  const most = Math.max(1, Math.min(lanesMost, affordable));
  const lanes = placesOf(situation).map((place) => ({ ...place, restUs: restUs(situation, place) }));
  return lanes
    .map((lane, index) => ({ lane, index }))
    .sort((a, b) => a.lane.restUs - b.lane.restUs || a.index - b.index)
    .slice(0, most)
    .map(({ lane }) => lane);
}

interface Place {
  readonly user: number;
  readonly resource: number;
}

/** As many places as never share a key, whatever the limit is counted on of all that is possible. */
function placesOf({ spec, fields }: Situation): readonly Place[] {
  const { users, resources } = spec;
  if (fields.length === 0 || fields.some((per) => per.length === 0)) return [{ user: 0, resource: 0 }];
  const byUser = fields.some((per) => !per.includes('resource'));
  const byResource = fields.some((per) => per.join() === 'resource');
  const count =
    byUser && byResource
      ? Math.min(users, resources)
      : byUser
        ? users
        : byResource
          ? resources
          : users * resources;
  return Array.from({ length: Math.min(count, 4 * lanesMost) }, (_, index) =>
    byUser || byResource
      ? { user: index % users, resource: index % resources }
      : { user: index % users, resource: (Math.floor(index / users) + (index % users)) % resources },
  );
}

/** How much longer a place has to rest: since it was used last, or another one on the same key. */
function restUs({ answered, nowUs, imagined, spec, fields }: Situation, place: Place): number {
  let usedUs = -Infinity;
  for (const one of answered)
    if (fields.some((per) => isSameKey(per, one, place))) usedUs = Math.max(usedUs, one.endUs);
  if (usedUs === -Infinity) return 0;
  const longest = Math.max(0, ...imagined.map(({ recoveryUs }) => recoveryUs));
  const neededUs = Math.ceil(Math.min(longest, spec.longestUs) * 1.02) + spec.roundTripUs;
  return Math.max(0, neededUs - (nowUs - usedUs));
}

function isSameKey(per: readonly KeyField[], one: Place, other: Place): boolean {
  return per.every((field) =>
    field === 'resource' ? one.resource === other.resource : one.user === other.user,
  );
}
