import type { z } from 'zod';
import type { Complaint, Path } from './complaint.js';
import { oneOf, quoted } from './fields/say.js';
import { groupSizesOf } from './group-sizes.js';
import { suggestion } from './nearest.js';
import { flaw } from './part-of.js';
import type { groups as groupsSchema, WrittenGroup } from './topics/groups.js';
import type { pacing as pacingSchema } from './topics/pacing.js';
import type { People } from './topics/people.js';

/** The parts of a scenario that groups have to fit to, as far as they can be read. */
export interface AroundGroups {
  readonly groups: z.output<typeof groupsSchema>;
  readonly users: People | undefined;
  readonly phases: readonly PhaseOfGroups[];
  /** Whether connections may be made by polling at all. */
  readonly isSocketIo: boolean;
  /** Whether the wire tells the server what is done. */
  readonly tellsAction: boolean;
}

/** Who is said to act in a phase, and how; `path` is that of the phase. */
export interface PhaseOfGroups {
  readonly path: Path;
  readonly pacing: z.output<typeof pacingSchema> | null;
  readonly groups?: readonly string[] | undefined;
}

/** What is wrong between groups, and between them and the rest of a scenario. */
export function groupFlaws(around: AroundGroups): readonly Complaint[] {
  const { groups } = around;
  const own = groups.flatMap((group, index) => flawsOfGroup(group, ['groups', index], around));
  const doubled = groups.flatMap(({ name }, index) =>
    groups.findIndex((each) => each.name === name) < index
      ? [flaw(['groups', index, 'name'], `repeats the group name ${quoted(name)}`)]
      : [],
  );
  return [
    ...doubled,
    ...own,
    ...shareFlaws(groups),
    ...sizeFlaws(around),
    ...around.phases.flatMap((phase) => phaseFlaws(phase, groups)),
  ];
}

function flawsOfGroup(group: WrittenGroup, path: Path, around: AroundGroups): Complaint[] {
  const { acts, listens, arrivals, transports, name } = group;
  const found: Complaint[] = [];
  if (listens === true && acts !== undefined)
    found.push(flaw([...path, 'acts'], 'has no place beside `listens`: who only listens never acts'));
  if (transports !== undefined && !around.isSocketIo)
    found.push(
      flaw([...path, 'transports'], 'is for Socket.IO only: a plain WebSocket has no other transport'),
    );
  if (acts !== undefined && listens !== true && Object.keys(acts).join() !== 'act' && !around.tellsAction)
    found.push(
      flaw(
        [...path, 'acts'],
        'never reaches the server: say `${action}` in the event or the payload of the wire',
      ),
    );
  if (arrivals !== undefined && listens !== true && !around.phases.some((phase) => isVisitOf(phase, name)))
    found.push(
      flaw(
        [...path, 'arrivals'],
        'needs a phase in which its users act: one with the pacing {visits: {every: 2s}}; or `listens: true`',
      ),
    );
  return found;
}

function isVisitOf({ pacing, groups }: PhaseOfGroups, name: string): boolean {
  return pacing?.kind === 'visits' && (groups === undefined || groups.includes(name));
}

/** Percentages are of everybody who is shared out; plain parts are of each other. */
function shareFlaws(groups: readonly WrittenGroup[]): Complaint[] {
  const shares = groups.flatMap(({ share }, index) => (share === undefined ? [] : [{ ...share, index }]));
  if (!shares.some(({ isPercent }) => isPercent)) return [];
  const plain = shares.find(({ isPercent }) => !isPercent);
  if (plain !== undefined)
    return [
      flaw(
        ['groups', plain.index, 'share'],
        `must be a percentage such as ${plain.parts}%, as the others are`,
      ),
    ];
  const sum = shares.reduce((total, { parts }) => total + parts, 0);
  if (Math.abs(sum - 100) < 1e-6) return [];
  return [
    flaw(
      ['groups', shares[0].index, 'share'],
      `makes ${Math.round(sum * 1000) / 1000}% with the other shares, and they must make 100%`,
    ),
  ];
}

function sizeFlaws({ groups, users }: AroundGroups): Complaint[] {
  try {
    groupSizesOf(groups, users);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [flaw(['groups'], error.message)];
  }
}

function phaseFlaws(
  { path, pacing, groups: named }: PhaseOfGroups,
  groups: readonly WrittenGroup[],
): Complaint[] {
  const found = (named ?? []).flatMap((name, index): Complaint[] => {
    const text = whyNot(name, groups, pacing);
    return text === null ? [] : [flaw([...path, 'groups', index], text)];
  });
  if (found.length > 0 || named !== undefined || pacing === null) return found;
  const visits = pacing.kind === 'visits';
  if (groups.some((group) => group.listens !== true && (group.arrivals !== undefined) === visits)) return [];
  return [
    flaw(
      [...path, 'pacing'],
      visits
        ? 'is for users that arrive, and no group that acts has `arrivals`'
        : 'has nobody to act: all groups listen or arrive; who arrives acts by `visits`',
    ),
  ];
}

function whyNot(
  name: string,
  groups: readonly WrittenGroup[],
  pacing: PhaseOfGroups['pacing'],
): string | null {
  const names = groups.map((each) => each.name);
  const group = groups.find((each) => each.name === name);
  if (group === undefined) return `is no group of this scenario: ${quoted(name)}${suggestion(name, names)}`;
  if (group.listens === true) return `names ${quoted(name)}, whose users only listen`;
  if (pacing === null || (group.arrivals !== undefined) === (pacing.kind === 'visits')) return null;
  return group.arrivals === undefined
    ? `names ${quoted(name)}, whose users are there from the start; ${oneOf(['visits'])} is for those that arrive`
    : `names ${quoted(name)}, whose users arrive while the plan runs and act by ${oneOf(['visits'])} only`;
}
