import type { Change, KeyChanges } from './changes.js';
import type { StateSpec } from './contract.js';
import type { Base, KeyFindings } from './numbers.js';
import { saidOf, type Reading } from './readings.js';
import { memberSentence, twiceSentence } from './sentences.js';
import type { StateViolation } from './verdict.js';

/** What can be said of one member at one reading. */
export interface Membership {
  readonly mayBeIn: boolean;
  readonly mayBeOut: boolean;
}

/**
 * Whether a member may be in, and may be out, when the server looked: the last change decides. A change can be
 * the last one that was seen unless an accepted one of the other kind surely came after it, and surely was seen.
 *
 * @param isKnownOut whether nobody is a member before the first change.
 */
export function membershipOf(
  changes: readonly Change[],
  { askedAtUs, atUs }: Pick<Reading, 'askedAtUs' | 'atUs'>,
  isKnownOut: boolean,
): Membership {
  const ins = changes.filter(({ by }) => by > 0);
  const outs = changes.filter(({ by }) => by < 0);
  const isLast = (one: Change, others: readonly Change[]): boolean => {
    if (one.fromUs > atUs) return false;
    const lookUs = Math.max(askedAtUs, one.fromUs);
    return !others.some(({ isSure, fromUs, untilUs }) => isSure && fromUs > one.untilUs && untilUs <= lookUs);
  };
  const noneOf = (some: readonly Change[]): boolean =>
    !some.some(({ isSure, untilUs }) => isSure && untilUs <= askedAtUs);
  return {
    mayBeIn: ins.some((one) => isLast(one, outs)) || (!isKnownOut && noneOf(outs)),
    mayBeOut: outs.some((one) => isLast(one, ins)) || noneOf(ins),
  };
}

/** Who is in, each at most once: everybody that some action was about is looked for in every reading. */
export function judgeMembers(
  spec: StateSpec,
  changes: KeyChanges,
  readings: readonly Reading[],
  { isStartBelieved }: Pick<Base, 'isStartBelieved'>,
): KeyFindings {
  const lists = listsSaid(changes.key, readings);
  const byMember = groupedBy(changes);
  let exact = 0;
  const violations: StateViolation[] = [];
  for (const [member, own] of byMember) {
    let first: StateViolation | null = null;
    for (const { reading, counts } of lists) {
      const isKnownOut = (isStartBelieved && spec.start !== null) || wasOut(lists, member, reading);
      const membership = membershipOf(own.changes, reading, isKnownOut);
      if (!membership.mayBeIn || !membership.mayBeOut) exact++;
      first ??= violationOf(
        spec,
        { ...own, key: changes.key },
        { member, reading, count: counts.get(member) ?? 0, membership },
      );
    }
    if (first !== null) violations.push(first);
  }
  return { compared: byMember.size * lists.length, exact, violations };
}

/** Who was said to be in, and how often. */
export interface Listed {
  readonly reading: Reading;
  readonly counts: ReadonlyMap<string, number>;
}

export function listsSaid(key: string, readings: readonly Reading[]): readonly Listed[] {
  return readings.flatMap((reading) => {
    const said = saidOf(reading, key) ?? [];
    return typeof said === 'number' ? [] : [{ reading, counts: countsOf(said) }];
  });
}

/** Whoever was missing once has to get in. Whoever was there from the beginning may have gone for reasons of old. */
function wasOut(lists: readonly Listed[], member: string, { askedAtUs }: Reading): boolean {
  return lists.some(({ reading, counts }) => reading.atUs < askedAtUs && !counts.has(member));
}

interface Looked {
  readonly member: string;
  readonly reading: Reading;
  readonly count: number;
  readonly membership: Membership;
}

function violationOf(spec: StateSpec, own: KeyChanges, looked: Looked): StateViolation | null {
  const { member, reading, count, membership } = looked;
  const { askedAtUs, atUs } = reading;
  const { mayBeIn, mayBeOut } = membership;
  const common = { check: spec.name, key: own.key, member, value: count, askedAtUs, atUs };
  const bounds = { least: mayBeOut ? 0 : 1, most: mayBeIn ? 1 : 0 };
  if (count === 0 && !mayBeOut)
    return {
      ...common,
      ...bounds,
      kind: 'lost-member',
      because: memberSentence(spec, own, member, 'missing'),
    };
  if (count > 0 && !mayBeIn)
    return {
      ...common,
      ...bounds,
      kind: 'phantom-member',
      because: memberSentence(spec, own, member, 'there'),
    };
  if (count > 1)
    return {
      ...common,
      ...bounds,
      kind: 'double-count',
      because: twiceSentence(spec, own.key, member, count),
    };
  return null;
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** The changes of each member, in order of first mention. */
function groupedBy({ key, changes, refused }: KeyChanges): ReadonlyMap<string, KeyChanges> {
  const members = new Map<string, { key: string; changes: Change[]; refused: Change[] }>();
  const ofMember = (member = '') => {
    const known = members.get(member) ?? { key, changes: [], refused: [] };
    members.set(member, known);
    return known;
  };
  for (const change of changes) ofMember(change.member).changes.push(change);
  for (const change of refused) ofMember(change.member).refused.push(change);
  return members;
}
