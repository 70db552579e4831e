import { randomOf, type Random } from '../../src/plan/random.js';

/** One attempt that is due. */
export interface Due {
  /** Whole milliseconds of virtual time. */
  readonly atMs: number;
  readonly key: string;
  readonly cost: number;
}

/** What a limiter looks like to whoever wants to try its edges. */
export interface Shape {
  readonly limit: number;
  /** Lengths of time after which something changes: windows, refills, penalties. */
  readonly edgesMs: readonly number[];
  /** Costs besides 1, drawn now and then; empty: everything costs 1. */
  readonly costs?: readonly number[];
  readonly keys?: number;
  readonly actions?: number;
  /** When the first attempt may be at the earliest; 0 unless told. */
  readonly fromMs?: number;
  /** `steady` lengths are divided by this: how often tries come; the limit unless told. */
  readonly perEdge?: number;
}

/** Where a schedule stands while it is drawn. */
interface Hand {
  readonly random: Random;
  readonly shape: Shape;
  readonly due: Due[];
  readonly keys: readonly string[];
  key: string;
  atMs: number;
  /** When the last burst began and when the key was last tried: what edges are measured from. */
  beganAtMs: number;
}

/**
 * A seeded schedule that knows where limiters break: bursts after a rest, steady tries, tries exactly
 * at, one millisecond before and one after every edge, rests of one and of several windows, and costs
 * that are too much. Times never decrease.
 */
export function scheduleOf(seed: string, shape: Shape): readonly Due[] {
  const random = randomOf(seed, 'limiters');
  const keys = Array.from({ length: shape.keys ?? 2 }, (_, index) => `k${index}`);
  const atMs = (shape.fromMs ?? 0) + random.below(3) * random.below(1000);
  const hand: Hand = { random, shape, due: [], keys, key: keys[0], atMs, beganAtMs: atMs };
  const moods = [burst, burst, edge, edge, edge, steady, grid, rest, anywhere];
  while (hand.due.length < (shape.actions ?? 40)) {
    if (random.below(4) === 0) hand.key = keys[random.below(keys.length)];
    moods[random.below(moods.length)](hand);
  }
  return hand.due;
}

function attempt(hand: Hand, atMs: number): void {
  const { random, shape, due, key } = hand;
  const { costs = [] } = shape;
  hand.atMs = Math.max(hand.atMs, atMs);
  const cost = costs.length > 0 && random.below(3) === 0 ? costs[random.below(costs.length)] : 1;
  due.push({ atMs: hand.atMs, key, cost });
}

/** As many as fit and some more, in one instant or a millisecond apart. */
function burst(hand: Hand): void {
  hand.beganAtMs = hand.atMs;
  const gapMs = hand.random.below(3) === 0 ? 1 : 0;
  const tries = 1 + hand.random.below(hand.shape.limit + 2);
  for (let index = 0; index < tries; index++) attempt(hand, hand.atMs + (index === 0 ? 0 : gapMs));
}

/** At an edge, or a millisecond before or after it; measured from the burst or from the last attempt. */
function edge(hand: Hand): void {
  const { random, shape } = hand;
  const fromMs = random.below(2) === 0 ? hand.beganAtMs : (hand.due.at(-1)?.atMs ?? hand.atMs);
  const times = random.below(3) === 0 ? 1 + random.below(shape.limit) : 1;
  const edgeMs = fromMs + times * shape.edgesMs[random.below(shape.edgesMs.length)];
  const tries = 1 + random.below(3);
  for (let index = 0; index < tries; index++) attempt(hand, edgeMs + random.below(3) - 1);
}

function steady(hand: Hand): void {
  const { random, shape } = hand;
  const gapMs = Math.ceil(shape.edgesMs[0] / (shape.perEdge ?? shape.limit));
  const tries = 2 + random.below(2 * shape.limit);
  for (let index = 0; index < tries; index++)
    attempt(hand, hand.atMs + Math.max(0, gapMs + random.below(3) - 1));
}

/** Around a whole number of windows since the beginning, where clocks turn over. */
function grid(hand: Hand): void {
  const { random, shape } = hand;
  const [windowMs] = shape.edgesMs;
  const nextMs = (Math.floor(hand.atMs / windowMs) + 1) * windowMs;
  const tries = 1 + random.below(shape.limit + 1);
  for (let index = 0; index < tries; index++) attempt(hand, nextMs - 2 + index + random.below(2));
}

function rest(hand: Hand): void {
  const { random, shape } = hand;
  const longest = Math.max(...shape.edgesMs);
  hand.atMs += (1 + random.below(4)) * longest + random.below(longest);
}

function anywhere(hand: Hand): void {
  attempt(hand, hand.atMs + hand.random.below(Math.max(...hand.shape.edgesMs)));
}
