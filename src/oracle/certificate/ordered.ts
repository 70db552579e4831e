import type { Model } from '../../models/model.js';
import type { Length } from '../verify/readings.js';
import type { Ground, Placed } from './placed.js';

/** Different memories that are followed at a time. */
const waysMost = 256;

/** A way to order what was placed so far: the last one, and the way before it. */
interface Way {
  readonly state: unknown;
  readonly last: Placed | null;
  readonly before: Way | null;
}

/** Lengths that may be gone by; `undefined`: those that were declared. */
type Reading = { readonly by: Length | undefined; readonly model: Model };

interface Walk {
  readonly ground: Ground;
  readonly readings: readonly Reading[];
}

/**
 * Puts placed actions in an order in which the model, asked at their instants, answers as was seen:
 * by instant, and where several share one, whichever way round works; by the lengths that were
 * declared, or by the shortest and longest where these will not do. `null` when none was found.
 * Those that never ran come last.
 */
export function ordered(ground: Ground, placed: readonly Placed[]): readonly Placed[] | null {
  const { declared, others } = ground.readings;
  const ran = placed.filter(({ atUs }) => atUs !== null).sort((a, b) => instantOf(a) - instantOf(b));
  const idle = placed.filter(({ atUs }) => atUs === null);
  const plain: Reading = { by: undefined, model: declared };
  for (const readings of others.length === 0 ? [[plain]] : [[plain], [plain, ...others]]) {
    const way = walked({ ground, readings }, ran);
    if (way !== null) return [...unwound(way), ...idle];
  }
  return null;
}

function walked(walk: Walk, ran: readonly Placed[]): Way | null {
  const state = walk.ground.readings.declared.init();
  let ways: readonly Way[] = [{ state, last: null, before: null }];
  for (let from = 0, to = 0; from < ran.length; from = to) {
    for (to = from + 1; to < ran.length && ran[to].atUs === ran[from].atUs;) to++;
    ways = to === from + 1 ? afterOne(walk, ways, ran[from]) : afterAll(walk, ways, ran.slice(from, to));
    if (ways.length === 0) return null;
  }
  return ways[0];
}

const instantOf = ({ atUs }: Placed): number => atUs ?? Infinity;

function unwound(way: Way): readonly Placed[] {
  const order: Placed[] = [];
  for (let at: Way | null = way; at !== null; at = at.before) if (at.last !== null) order.push(at.last);
  return order.reverse();
}

/** The ways with one more, one for each memory that comes of it. */
function afterOne(walk: Walk, ways: readonly Way[], placed: Placed): readonly Way[] {
  const next = ways.flatMap((way) => after(walk, way, placed));
  if (next.length < 2) return next;
  const distinct = new Map<string, Way>();
  for (const way of next) {
    const text = JSON.stringify(way.state);
    if (!distinct.has(text) && distinct.size < waysMost) distinct.set(text, way);
  }
  return [...distinct.values()];
}

/** A way with one more, by all the lengths with which the model answers as was seen. */
function after({ ground, readings }: Walk, way: Way, placed: Placed): readonly Way[] {
  const attempt = ground.attemptAt(placed.row);
  const ways: Way[] = [];
  for (const { by, model } of placed.row < 0 ? readings.slice(0, 1) : readings) {
    const { accepts, next } = model.decide(way.state, attempt, instantOf(placed));
    if (placed.row >= 0 && accepts !== (placed.decision === 'accept')) continue;
    ways.push({ state: next, last: by === undefined ? placed : { ...placed, by }, before: way });
  }
  return ways;
}

/** A way through some of those that share an instant, and how many of each sort are left. */
interface Partial {
  readonly way: Way;
  readonly left: readonly number[];
}

/** All ways, up to a number of them, to put several that share an instant behind the ways so far. */
function afterAll(walk: Walk, ways: readonly Way[], group: readonly Placed[]): readonly Way[] {
  const sorts = sortsOf(walk.ground, group);
  let partials: readonly Partial[] = ways.map((way) => ({ way, left: sorts.map((sort) => sort.length) }));
  const done = new Map<string, Way>();
  while (partials.length > 0) {
    const next = new Map<string, Partial>();
    for (const partial of partials) {
      const { way, left } = withIdle(walk, sorts, partial);
      if (left.every((count) => count === 0)) {
        done.set(JSON.stringify(way.state), way);
        continue;
      }
      for (const step of oneMore(walk, sorts, { way, left })) {
        if (next.size >= waysMost) break;
        next.set(JSON.stringify([step.left, step.way.state]), step);
      }
    }
    partials = [...next.values()];
  }
  return [...done.values()].slice(0, waysMost);
}

/** Those that are alike in all that a model can see: which of them comes first makes no difference. */
function sortsOf(ground: Ground, group: readonly Placed[]): readonly (readonly Placed[])[] {
  const sorts = new Map<string, Placed[]>();
  for (const placed of group) {
    const { user, resource, action, cost } = ground.attemptAt(placed.row);
    const text = JSON.stringify([user, resource, action, cost, placed.decision, placed.row < 0]);
    const sort = sorts.get(text);
    if (sort === undefined) sorts.set(text, [placed]);
    else sort.push(placed);
  }
  return [...sorts.values()];
}

/** Whoever changes nothing comes now: that can do no harm. */
function withIdle(walk: Walk, sorts: readonly (readonly Placed[])[], { way, left }: Partial): Partial {
  const before = JSON.stringify(way.state);
  let after: Partial = { way, left };
  sorts.forEach((sort, index) => {
    while (after.left[index] > 0) {
      const step = stepsOf(walk, sort, index, after).find(({ way }) => JSON.stringify(way.state) === before);
      if (step === undefined) break;
      after = step;
    }
  });
  return after;
}

function oneMore(walk: Walk, sorts: readonly (readonly Placed[])[], partial: Partial): readonly Partial[] {
  return sorts.flatMap((sort, index) =>
    partial.left[index] === 0 ? [] : stepsOf(walk, sort, index, partial),
  );
}

function stepsOf(
  walk: Walk,
  sort: readonly Placed[],
  index: number,
  { way, left }: Partial,
): readonly Partial[] {
  const rest = left.with(index, left[index] - 1);
  return after(walk, way, sort[sort.length - left[index]]).map((next) => ({ way: next, left: rest }));
}
