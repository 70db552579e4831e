import type { ModuleFacts } from '../servers/module.js';
import type { Complaint } from './complaint.js';
import { defaults } from './defaults.js';
import { evasionFlaws } from './evasion-flaws.js';
import { groupFlaws } from './group-flaws.js';
import { fieldsOf } from './model-of.js';
import { flaw, partOf, tellsAction, type Raw } from './part-of.js';
import { evasion as evasionSchema } from './topics/evasion.js';
import { groups as groupsSchema } from './topics/groups.js';
import { model as modelSchema } from './topics/model.js';
import { pacing as pacingSchema } from './topics/pacing.js';
import { users as usersSchema } from './topics/people.js';
import { phases as phasesSchema } from './topics/phases.js';
import { target as targetSchema } from './topics/target.js';
import { transport as transportSchema } from './topics/transport.js';

/** What is wrong between the groups of a scenario and its other parts. */
export function groupsFlaws(raw: Raw): readonly Complaint[] {
  const groups = partOf(groupsSchema, raw['groups']);
  const phases = partOf(phasesSchema, raw['phases']) ?? [];
  if (groups === null)
    return raw['groups'] === undefined
      ? phases.flatMap((phase, index) =>
          phase.groups === undefined
            ? []
            : [flaw(['phases', index, 'groups'], 'has no place in a scenario without `groups`')],
        )
      : [];
  return groupFlaws({
    groups,
    users: partOf(usersSchema(), raw['users']) ?? undefined,
    phases:
      raw['phases'] === undefined
        ? [{ path: [], pacing: partOf(pacingSchema, raw['pacing'] ?? defaults.pacing) }]
        : phases.map(({ pacing, groups: named }, index) => ({
            path: ['phases', index],
            pacing,
            groups: named,
          })),
    isSocketIo: (partOf(transportSchema, raw['transport'])?.kind ?? 'socket-io') === 'socket-io',
    tellsAction: tellsAction(raw),
  });
}

/** What is wrong between the ways around a limit and the limit, or the target. */
export function evadedFlaws(raw: Raw, moduleFacts: ModuleFacts | undefined): readonly Complaint[] {
  const evasion = partOf(evasionSchema, raw['evasion']);
  const model = partOf(modelSchema, raw['model']);
  if (evasion === null) return [];
  if (model === null && raw['model'] === undefined)
    return [flaw(['evasion'], 'needs a `model`: without a limit there is nothing to evade')];
  const target = partOf(targetSchema(), raw['target']);
  const nodes =
    target?.kind === 'module' || target?.kind === 'embedded'
      ? (target.nodes ?? moduleFacts?.nodes ?? null)
      : null;
  return evasionFlaws({ evasion, per: model === null ? [] : fieldsOf(model), nodes });
}
