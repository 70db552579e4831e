import { replayed, statesMost, untouched, type States } from '../verify/replay.js';
import type { Ground, Placed } from './placed.js';

/** Different memories that are followed at a time. */
const waysMost = 256;

/** A way to order what was placed so far: the last one, and the way before it. */
interface Way {
  readonly states: States;
  readonly last: Placed | null;
  readonly before: Way | null;
}

/**
 * Puts placed actions in an order in which the model, asked at their instants, answers as was seen:
 * by instant, and where several share one, whichever way round works. `null` when none was found.
 * Those that never ran come last.
 */
export function ordered(ground: Ground, placed: readonly Placed[]): readonly Placed[] | null {
  const ran = placed.filter(({ atUs }) => atUs !== null).sort((a, b) => instantOf(a) - instantOf(b));
  let ways: readonly Way[] = [{ states: untouched(ground.readings), last: null, before: null }];
  for (let from = 0, to = 0; from < ran.length; from = to) {
    for (to = from + 1; to < ran.length && ran[to].atUs === ran[from].atUs;) to++;
    ways =
      to === from + 1
        ? ways.flatMap((way) => after(ground, way, ran[from]) ?? [])
        : afterAll(ground, ways, ran.slice(from, to));
    if (ways.length === 0) return null;
  }
  return [...unwound(ways[0], ran.length), ...placed.filter(({ atUs }) => atUs === null)];
}

const instantOf = ({ atUs }: Placed): number => atUs ?? Infinity;

function unwound(way: Way, length: number): readonly Placed[] {
  const order: Placed[] = [];
  for (let at: Way | null = way; at !== null && order.length < length; at = at.before)
    if (at.last !== null) order.push(at.last);
  return order.reverse();
}

/** A way with one more; `null` when the model answers otherwise. */
function after(ground: Ground, way: Way, placed: Placed): Way | null {
  const answer = placed.row < 0 ? null : placed.decision;
  const states = replayed(
    ground.readings,
    way.states,
    ground.attemptAt(placed.row),
    instantOf(placed),
    answer,
  );
  if (states.length === 0 || states.length > statesMost) return null;
  return { states, last: placed, before: way };
}

/** A way through some of those that share an instant, and how many of each sort are left. */
interface Partial {
  readonly way: Way;
  readonly left: readonly number[];
}

/** All ways, up to a number of them, to put several that share an instant behind the ways so far. */
function afterAll(ground: Ground, ways: readonly Way[], group: readonly Placed[]): readonly Way[] {
  const sorts = sortsOf(ground, group);
  let partials: readonly Partial[] = ways.map((way) => ({ way, left: sorts.map((sort) => sort.length) }));
  const done = new Map<string, Way>();
  while (partials.length > 0) {
    const next = new Map<string, Partial>();
    for (const partial of partials) {
      const { way, left } = withIdle(ground, sorts, partial);
      if (left.every((count) => count === 0)) {
        done.set(JSON.stringify(way.states), way);
        continue;
      }
      for (const step of oneMore(ground, sorts, { way, left })) {
        if (next.size >= waysMost) break;
        next.set(JSON.stringify([step.left, step.way.states]), step);
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
function withIdle(ground: Ground, sorts: readonly (readonly Placed[])[], { way, left }: Partial): Partial {
  const before = JSON.stringify(way.states);
  let after: Partial = { way, left };
  sorts.forEach((sort, index) => {
    while (after.left[index] > 0) {
      const step = stepOf(ground, sort, index, after);
      if (step === null || JSON.stringify(step.way.states) !== before) break;
      after = step;
    }
  });
  return after;
}

function oneMore(
  ground: Ground,
  sorts: readonly (readonly Placed[])[],
  partial: Partial,
): readonly Partial[] {
  return sorts.flatMap((sort, index) =>
    partial.left[index] === 0 ? [] : (stepOf(ground, sort, index, partial) ?? []),
  );
}

function stepOf(
  ground: Ground,
  sort: readonly Placed[],
  index: number,
  { way, left }: Partial,
): Partial | null {
  const next = after(ground, way, sort[sort.length - left[index]]);
  return next === null ? null : { way: next, left: left.with(index, left[index] - 1) };
}
