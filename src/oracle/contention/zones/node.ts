/** One way to place some of the accepts: everything later ones must know. */
export interface Node {
  /** The zone of its instants. */
  readonly at: number;
  /** What the limiter counts besides instants. */
  readonly mode: number;
  /** Accepts from this position on are not placed. */
  readonly next: number;
  /** Positions before `next` that are not placed, ascending. */
  readonly skipped: readonly number[];
  /** The unknown actions that were taken for accepted and could still come, ascending. */
  readonly used: readonly number[];
}

export const none: readonly number[] = [];

/** Whether two lists are the same. */
export function isSame(one: readonly number[], other: readonly number[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}

/** Whether every member of an ascending list is in another one. */
export function isPart(part: readonly number[], whole: readonly number[]): boolean {
  let at = 0;
  for (const member of part) {
    while (at < whole.length && whole[at] < member) at++;
    if (at >= whole.length || whole[at] !== member) return false;
  }
  return true;
}

/** The list with one member more, in its place. */
export function withMember(list: readonly number[], member: number): readonly number[] {
  const at = list.findIndex((other) => other > member);
  return at < 0 ? [...list, member] : [...list.slice(0, at), member, ...list.slice(at)];
}
