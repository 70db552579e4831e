import type { Complaint } from './complaint.js';
import { quoted } from './fields/say.js';
import { isPlain } from './fields/template.js';
import { suggestion } from './nearest.js';
import { flaw, partOf, type Raw } from './part-of.js';
import { evasion as evasionSchema } from './topics/evasion.js';
import { groups as groupsSchema } from './topics/groups.js';
import { namesOf, resources, users, type People } from './topics/people.js';
import { phases as phasesSchema } from './topics/phases.js';

/** What is asked of a phase, group, resource or user that is not there: it could never be answered. */
export function thresholdFlaws(raw: Raw): readonly Complaint[] {
  const written: readonly unknown[] = Array.isArray(raw['thresholds']) ? raw['thresholds'] : [];
  if (written.length === 0) return [];
  const known = knownIn(raw);
  return written.flatMap((each, index) =>
    Object.entries(known).flatMap(([by, names]) => {
      const name = isPlain(each) ? each[by] : undefined;
      if (typeof name !== 'string' || names === null || names.includes(name)) return [];
      const text = `is no ${by} of this scenario: ${quoted(name)}${suggestion(name, names)}`;
      return [flaw(['thresholds', index, by], text)];
    }),
  );
}

/** `null`: nobody can tell, because what says it is wrong in itself. */
function knownIn(
  raw: Raw,
): Readonly<Record<'group' | 'phase' | 'resource' | 'user', readonly string[] | null>> {
  const groups = raw['groups'] === undefined ? [] : partOf(groupsSchema, raw['groups']);
  const isCounted = raw['users'] === undefined && groups !== null && groups.length > 0;
  return {
    group: groups?.map(({ name }) => name) ?? null,
    phase: phaseNamesOf(raw),
    resource: namesIn(partOf(resources(), raw['resources'])),
    // Groups may say themselves how many users there are.
    user: isCounted ? null : namesIn(partOf(users(), raw['users'])),
  };
}

/** Those that are written, and one for each way around the limit. */
function phaseNamesOf(raw: Raw): readonly string[] | null {
  const phases = raw['phases'] === undefined ? null : partOf(phasesSchema, raw['phases']);
  const evasion = raw['evasion'] === undefined ? [] : partOf(evasionSchema, raw['evasion']);
  if ((raw['phases'] !== undefined && phases === null) || evasion === null) return null;
  const written = phases?.map(({ name }, index) => name ?? `phase-${index + 1}`) ?? ['main'];
  return [...written, ...evasion.map(({ kind }) => `evasion-${kind}`)];
}

/** Names with `${run}` in them stand there as they are written. */
function namesIn(people: People | null): readonly string[] | null {
  return people === null ? null : namesOf(people, '${run}');
}
