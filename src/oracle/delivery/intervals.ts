/** A stretch of time in which something holds: both ends belong to it, in microseconds. */
export interface Interval {
  readonly fromUs: number;
  readonly toUs: number;
}

/** When somebody asked to get in or out, and when that was surely done. */
export interface Move {
  readonly isJoin: boolean;
  readonly askedAtUs: number;
  readonly atUs: number;
}

/** What is certain of one connection in one room. */
export interface Certainty {
  /** Surely a member. */
  readonly inside: readonly Interval[];
  /** Surely none. */
  readonly outside: readonly Interval[];
}

/**
 * What follows from the joins and leaves of one connection, and what those of others may undo. A join makes a member for certain from its end to the
 * start of the next leave; a leave the other way round. Two that overlap may have been done in either order, and
 * then neither says what holds after it.
 *
 * @param begins what holds before the first move: surely no member, or nobody knows.
 * @param beside moves of the same user's other connections, which may have moved this one as well, or not.
 */
export function certaintyOf(
  moves: readonly Move[],
  begins: 'outside' | 'unknown',
  beside: readonly Move[] = [],
): Certainty {
  const [joins, leaves] = joinsAndLeaves(moves);
  const [anyJoins, anyLeaves] = beside.length === 0 ? [joins, leaves] : joinsAndLeaves([...moves, ...beside]);
  const firstJoinUs = anyJoins[0]?.askedAtUs ?? Infinity;
  // Whoever leaves before it has joined was a member by some other way.
  const isOutAtFirst = begins === 'outside' && firstJoinUs < (anyLeaves[0]?.askedAtUs ?? Infinity);
  const before = isOutAtFirst ? [{ fromUs: -Infinity, toUs: firstJoinUs }] : [];
  return { inside: stretches(joins, anyLeaves), outside: [...before, ...stretches(leaves, anyJoins)] };
}

/** Each in order of asking. */
function joinsAndLeaves(moves: readonly Move[]): readonly [readonly Move[], readonly Move[]] {
  const ordered = moves.toSorted((a, b) => a.askedAtUs - b.askedAtUs || a.atUs - b.atUs);
  return [ordered.filter(({ isJoin }) => isJoin), ordered.filter(({ isJoin }) => !isJoin)];
}

/** From the end of each move that nothing opposes to the start of the next one that does. Both are in order of asking. */
function stretches(moves: readonly Move[], opposed: readonly Move[]): readonly Interval[] {
  const askedUs = Float64Array.from(opposed, (move) => move.askedAtUs);
  const doneUs = Float64Array.from(opposed, (move) => move.atUs);
  for (let index = 1; index < doneUs.length; index++)
    doneUs[index] = Math.max(doneUs[index], doneUs[index - 1]);
  return moves.flatMap((move) => {
    const next = countUpTo(askedUs, move.atUs);
    const isDisputed = next > 0 && doneUs[next - 1] >= move.askedAtUs;
    return isDisputed ? [] : [{ fromUs: move.atUs, toUs: askedUs[next] ?? Infinity }];
  });
}

/** How many of ascending numbers are a bound or less. */
function countUpTo(ascending: Float64Array, bound: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ascending[middle] <= bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The rest of a stretch of time that some intervals leave open. Ends that touch belong to both. */
export function gapsIn(whole: Interval, intervals: readonly Interval[]): readonly Interval[] {
  const gaps: Interval[] = [];
  let { fromUs } = whole;
  for (const interval of intervals.toSorted((a, b) => compare(a.fromUs, b.fromUs))) {
    if (interval.fromUs > whole.toUs) break;
    if (interval.fromUs >= fromUs && interval.fromUs > -Infinity)
      gaps.push({ fromUs, toUs: interval.fromUs });
    fromUs = Math.max(fromUs, interval.toUs);
  }
  if (fromUs <= whole.toUs && fromUs < Infinity) gaps.push({ fromUs, toUs: whole.toUs });
  return gaps;
}

/** Whether one of some intervals holds all of a stretch of time, and a moment more at both ends. */
export function isWithin(intervals: readonly Interval[], fromUs: number, toUs: number): boolean {
  return intervals.some((interval) => interval.fromUs < fromUs && interval.toUs > toUs);
}

/** The order of two times; infinities subtract to no number. */
export function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
