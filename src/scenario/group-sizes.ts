import { arrivalCountOf } from '../plan/arrivals.js';
import { stagesOf, type WrittenGroup } from './topics/groups.js';
import type { People } from './topics/people.js';

/** How many users each group has, and how many there are. */
export interface GroupSizes {
  readonly sizes: readonly number[];
  readonly total: number;
}

/**
 * The users of each group. A number of users, or a pattern for their names, is shared out among the groups
 * with a share, and the others come on top; a list of names names everybody, so that it is what the others
 * leave of it that is shared out.
 *
 * @throws RangeError where the numbers do not fit together, in a sentence behind the name of the list.
 */
export function groupSizesOf(groups: readonly WrittenGroup[], users: People | undefined): GroupSizes {
  const own = groups.map(ownUsersOf);
  const fixed = own.reduce((sum, each) => sum + each, 0);
  const shares = groups.map(({ share }) => share?.parts ?? 0);
  const shared = sharedUsers(users, fixed, shares);
  const parts = sharedOut(shared, shares);
  const sizes = own.map((each, index) => each + parts[index]);
  const empty = sizes.indexOf(0);
  if (empty >= 0)
    throw new RangeError(
      `give the group ${groups[empty].name} no user at all: of ${shared} users none is left for its share`,
    );
  return { sizes, total: fixed + shared };
}

function ownUsersOf({ name, users = 0, arrivals }: WrittenGroup): number {
  return arrivals === undefined ? users : arrivalCountOf(name, stagesOf(arrivals));
}

/** How many users are shared out. */
function sharedUsers(users: People | undefined, fixed: number, shares: readonly number[]): number {
  const hasShares = shares.some((parts) => parts > 0);
  if (users === undefined) {
    if (hasShares) throw new RangeError('have shares, and `users` does not say of how many users');
    return 0;
  }
  if (users.kind === 'names') return sharedNames(users.names.length, fixed, hasShares);
  if (!hasShares)
    throw new RangeError(
      `say all how many users they have, ${fixed} together: leave \`users\` out, or give one of them a share of its ${users.count}`,
    );
  return users.count;
}

function sharedNames(names: number, fixed: number, hasShares: boolean): number {
  if (names < fixed || (names > fixed && !hasShares))
    throw new RangeError(`have ${fixed} users of their own, and \`users\` names ${names}`);
  return names - fixed;
}

/** By largest remainder (Hamilton): nobody gets a user more or less than its share comes to; ties go to the first. */
export function sharedOut(users: number, shares: readonly number[]): readonly number[] {
  const all = shares.reduce((sum, parts) => sum + parts, 0);
  if (all === 0) return shares.map(() => 0);
  const exact = shares.map((parts) => (users * parts) / all);
  const whole = exact.map(Math.floor);
  let left = users - whole.reduce((sum, each) => sum + each, 0);
  const byRemainder = exact
    .map((each, index) => ({ index, remainder: each - whole[index] }))
    .filter(({ index }) => shares[index] > 0)
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left-- <= 0) break;
    whole[index]++;
  }
  return whole;
}
