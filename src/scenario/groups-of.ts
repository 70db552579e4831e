import type { GroupSpec } from '../plan/plan.js';
import { groupSizesOf } from './group-sizes.js';
import { stagesOf, type WrittenGroup } from './topics/groups.js';
import { type People } from './topics/people.js';
import { defaults } from './defaults.js';

/** The groups that were written, and everybody who is in one of them. */
export interface Cast {
  readonly groups: readonly GroupSpec[];
  readonly people: People;
}

/** @throws RangeError where the numbers of users do not fit together. */
export function castOf(written: readonly WrittenGroup[] | undefined, users: People | undefined): Cast {
  if (written === undefined) {
    if (users === undefined) throw new RangeError('a scenario needs users');
    return { groups: [], people: users };
  }
  const { sizes, total } = groupSizesOf(written, users);
  const groups = written.map((each, index) => groupOf(each, sizes[index]));
  if (users?.kind === 'names') return { groups, people: users };
  return { groups, people: { kind: 'pattern', count: total, pattern: users?.pattern ?? defaults.userName } };
}

function groupOf({ name, sockets, arrivals, ...rest }: WrittenGroup, users: number): GroupSpec {
  const stages = arrivals === undefined ? null : stagesOf(arrivals);
  return { name, users, sockets, acts: actsOf(rest), arrivals: stages };
}

function actsOf({ acts, listens }: Pick<WrittenGroup, 'acts' | 'listens'>): GroupSpec['acts'] {
  if (listens === true) return 'never';
  if (acts === undefined) return 'as-phase';
  return Object.entries(acts).map(([action, weight]) => ({ action, weight }));
}

/** How the users of some groups connect, by the name of the group. */
export function transportsOf(
  written: readonly WrittenGroup[] | undefined,
): Readonly<Record<string, readonly ('websocket' | 'polling')[]>> {
  return Object.fromEntries(
    (written ?? []).flatMap(({ name, transports }) => (transports === undefined ? [] : [[name, transports]])),
  );
}
