import { certainZoneOf, rejectsWanted, roundTripUsMaxOf } from './certain-zone.js';
import type { Draft, Turn } from './draft.js';
import type { KeySpace } from './key-space.js';
import type { PlanSpec } from './plan.js';
import { randomOf, type Random } from './random.js';
import { rejectPlacesOf, type PlaceDrawer, type RejectPlaces } from './reject-places.js';

/** The own actions of all users in the step at hand and in its neighbours. */
export interface Turns {
  readonly before: Turn;
  readonly now: Turn;
  readonly after: Turn;
}

/** Adds the certain rejects to the accepts of a step. Called once for each step, in order. */
export type RejectPlacer = (turns: Turns, accepts: readonly Draft[]) => Draft[];

/** How many users are looked at when one is to be found; more are not worth the time. */
const candidatesMax = 16;
/** How many places of a kind are tried for one reject. */
const placesMax = 4;

/**
 * Plans the actions that must be refused, a share of all actions. Each comes in the certain zone
 * of an accept, on the same key, from another user where the key has no user in it (a server that
 * counts on the wrong key accepts it), and at an instant at which its user has nothing else to do.
 * What finds no place in a step is made up for in the next.
 */
export function rejectPlacerOf(
  spec: PlanSpec,
  { rejects: share, marginUs }: { readonly rejects: number; readonly marginUs: number },
  phaseIndex: number,
  keys: KeySpace,
): RejectPlacer {
  const zone = certainZoneOf(spec.spacingUs, marginUs);
  if (share === 0 || zone === null || (spec.sureOf ?? 'both') !== 'both') return () => [];
  const random = randomOf(spec.seed, `phase/${phaseIndex}/rejects`);
  const places = rejectPlacesOf(zone, randomOf(spec.seed, `phase/${phaseIndex}/reject-places`));
  const idleUs = idleUsOf(spec, marginUs, keys);
  let acceptsSoFar = 0;
  let rejectsSoFar = 0;
  let lately = new Map<number, number[]>();
  return (turns, accepts) => {
    acceptsSoFar += accepts.length;
    const owed = rejectsWanted(acceptsSoFar, share) - rejectsSoFar;
    const perAcceptMax = Math.ceil(Math.min(owed / accepts.length, rejectsWanted(1, share) + 1));
    const extra = new Map<number, number[]>();
    const search = { spec, keys, places, idleUs, random, turns, rejects: [lately, extra] };
    const placed: Draft[] = [];
    for (const accept of shuffled(accepts, random)) {
      placed.push(...rejectsAfter(accept, Math.min(perAcceptMax, owed - placed.length), search, extra));
    }
    rejectsSoFar += placed.length;
    lately = extra;
    return placed;
  };
}

/** Up to so many rejects in the zone of one accept; their times are noted in `extra`. */
function rejectsAfter(accept: Draft, most: number, search: Search, extra: Map<number, number[]>): Draft[] {
  const placed: Draft[] = [];
  while (placed.length < most) {
    const reject = rejectAfter(accept, search);
    if (reject === null) break;
    placed.push(reject);
    extra.set(reject.user, [...(extra.get(reject.user) ?? []), reject.atUs]);
  }
  return placed;
}

interface Search {
  readonly spec: PlanSpec;
  readonly keys: KeySpace;
  readonly places: RejectPlaces;
  /** How far a reject stays from all other actions of its user. */
  readonly idleUs: number;
  readonly random: Random;
  readonly turns: Turns;
  /** The rejects placed so far, of this step and the one before, by user. */
  readonly rejects: readonly ReadonlyMap<number, readonly number[]>[];
}

/** At a place of the kind whose turn it is, or else of the other. */
function rejectAfter(accept: Draft, search: Search): Draft | null {
  for (const draw of search.places.inTurn()) {
    const { user, atUs, score } = bestAt(draw, accept, search);
    if (score === 0) continue;
    search.places.took(atUs - accept.atUs);
    return { user, resource: resourceFor(accept, search), step: accept.step, atUs, aim: 'reject' };
  }
  return null;
}

/**
 * The best of a few places and users; a user found fresh and idle for half the spacing ends the
 * search, as nobody could be much better. Who must ask itself is no fresher anywhere: the first
 * place at which it is idle will do.
 */
function bestAt(draw: PlaceDrawer, accept: Draft, search: Search): Found {
  const { spec, random } = search;
  const candidates = candidateCount(search);
  const fresh = freshBonus(spec.spacingUs);
  const enough = asksItself(spec, search.keys) ? search.idleUs : fresh + spec.spacingUs / 2;
  let best = { user: -1, atUs: 0, score: 0 };
  for (let place = 0; place < placesMax && best.score < Math.min(enough, fresh); place++) {
    const atUs = accept.atUs + draw();
    const first = random.below(spec.users);
    for (let nth = 0; nth < candidates && best.score < enough; nth++) {
      const user = candidateOf(accept, search, first + nth);
      const score = scoreOf(user, atUs, search);
      if (score > best.score) best = { user, atUs, score };
    }
  }
  return best;
}

interface Found {
  readonly user: number;
  readonly atUs: number;
  /** 0 when nobody was idle. */
  readonly score: number;
}

/**
 * A quarter of the spacing. A user that must itself try what it was accepted for has its own accepts
 * at both ends of the zone: the round trip the phase allows for has to do.
 */
function idleUsOf(spec: PlanSpec, marginUs: number, keys: KeySpace): number {
  const quarterUs = spec.spacingUs / 4;
  return asksItself(spec, keys) ? Math.min(quarterUs, roundTripUsMaxOf(spec.spacingUs, marginUs)) : quarterUs;
}

function asksItself(spec: PlanSpec, keys: KeySpace): boolean {
  return keys.hasUser || spec.users === 1;
}

function candidateCount({ spec, keys }: Search): number {
  return asksItself(spec, keys) ? 1 : Math.min(spec.users - 1, candidatesMax);
}

/** All other users in turn when they are few, random ones when they are many. */
function candidateOf(accept: Draft, { spec, keys, random }: Search, nth: number): number {
  const others = spec.users - 1;
  if (asksItself(spec, keys)) return accept.user;
  const distance = others > candidatesMax ? random.below(others) : nth % others;
  return (accept.user + 1 + distance) % spec.users;
}

/** More than nearness alone can score. */
function freshBonus(spacingUs: number): number {
  return 2 * spacingUs;
}

/**
 * How well an instant suits a user; 0 when it has an action of its own too near. A user whose own last accept is a whole spacing ago comes first: a server that counts
 * per user would accept it, and so be caught.
 */
function scoreOf(user: number, atUs: number, { spec, idleUs, turns, rejects }: Search): number {
  const { spacingUs } = spec;
  const beforeUs = atUs - turns.before.atUs[user];
  const nowUs = atUs - turns.now.atUs[user];
  const afterUs = atUs - turns.after.atUs[user];
  let nearest = Math.min(spacingUs, Math.abs(beforeUs), Math.abs(nowUs), Math.abs(afterUs));
  for (const times of rejects) {
    for (const ownUs of times.get(user) ?? []) nearest = Math.min(nearest, Math.abs(atUs - ownUs));
  }
  if (nearest < idleUs) return 0;
  const recent = recently(beforeUs, spacingUs) || recently(nowUs, spacingUs) || recently(afterUs, spacingUs);
  return recent ? nearest : nearest + freshBonus(spacingUs);
}

function recently(agoUs: number, spacingUs: number): boolean {
  return agoUs >= 0 && agoUs < spacingUs;
}

/** The same resource, unless the key goes without it: then another one shows that it does. */
function resourceFor(accept: Draft, { spec, keys, random }: Search): number {
  if (keys.hasResource || spec.resources === 1) return accept.resource;
  return (accept.resource + 1 + random.below(spec.resources - 1)) % spec.resources;
}

/** Fisher and Yates, on a copy. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const moved = copy[last];
    copy[last] = copy[other];
    copy[other] = moved;
  }
  return copy;
}
