import type { z } from 'zod';
import type { KeyField } from '../history/action.js';
import type { ModuleFacts } from '../servers/module.js';
import type { Complaint, Path } from './complaint.js';
import { oneOf, quoted } from './fields/say.js';
import { deliveryFlaws } from './delivery-flaws.js';
import { isPlain } from './fields/template.js';
import { evadedFlaws, groupsFlaws } from './member-flaws.js';
import { fieldsOf } from './model-of.js';
import { moduleFlaws } from './module-flaws.js';
import { suggestion } from './nearest.js';
import { isCodeModel } from './own-model.js';
import { flaw, partOf, tellsAction, type Raw } from './part-of.js';
import { pacing as pacingSchema } from './topics/pacing.js';
import { phases as phasesSchema } from './topics/phases.js';
import { model as modelSchema } from './topics/model.js';
import { target as targetSchema } from './topics/target.js';
import { namesOf, users as usersSchema } from './topics/people.js';
import { transport as transportSchema } from './topics/transport.js';
import { speaksOf, wire as wireSchema } from './topics/wire.js';
import { thresholdFlaws } from './threshold-flaws.js';
import { unlimitedFlaws } from './unlimited-flaws.js';
import { valueFlaws } from './value-flaws.js';

/** The reference servers by name, each with the names of its bugs. */
export type Servers = Readonly<Record<string, readonly string[]>>;

/** What a scenario is checked against besides itself. */
export interface Surroundings {
  /** Absent: names of servers are not checked. */
  readonly servers: Servers | undefined;
  /** A flag may leave one user of many: then duels and barriers are left out, not refused. */
  readonly usersAreFrom: 'file' | 'flag';
  /** What the server module of the target says of itself; absent: it is not checked against it. */
  readonly moduleFacts?: ModuleFacts | undefined;
  /** The scenario's own file, which a server module is relative to. */
  readonly file?: string | null;
}

/**
 * What is wrong between the parts of a scenario. It reads the parts one by one and passes over
 * those that are wrong in themselves, so that both kinds of mistake are told at once.
 */
export function inconsistencies(data: unknown, surroundings: Surroundings): readonly Complaint[] {
  const { usersAreFrom } = surroundings;
  if (!isPlain(data)) return [];
  return [
    ...targetFlaws(data, surroundings),
    ...wireFlaws(data),
    ...shortFormFlaws(data),
    ...actFlaws(data),
    ...keyFlaws(data),
    ...stageFlaws(data),
    ...duelFlaws(data),
    ...limitlessFlaws(data),
    ...groupsFlaws(data),
    ...evadedFlaws(data, surroundings.moduleFacts),
    ...valueFlaws(data),
    ...thresholdFlaws(data),
    ...deliveryFlaws(data, carriedBy(data)),
    ...(usersAreFrom === 'file' ? loneFlaws(data) : []),
    ...(usersAreFrom === 'file' ? turnFlaws(data) : []),
  ];
}

function targetFlaws(raw: Raw, { servers, moduleFacts, file = null }: Surroundings): Complaint[] {
  if (raw['target'] === undefined && typeof raw['behaviour'] === 'function') return [];
  if (raw['target'] === undefined)
    return [flaw(['target'], 'is missing: write a URL or the name of a reference server, or give --target')];
  const target = partOf(targetSchema(), raw['target']);
  if (target?.kind === 'module') return moduleFlaws(target, moduleFacts, file);
  if (target?.kind !== 'embedded' || servers === undefined) return [];
  const written = isPlain(raw['target']);
  const bugs = Object.hasOwn(servers, target.server) ? servers[target.server] : undefined;
  if (bugs === undefined) {
    const names = Object.keys(servers);
    const text = `names no reference server: ${quoted(target.server)}${suggestion(target.server, names)}`;
    return [flaw(written ? ['target', 'server'] : ['target'], text)];
  }
  if (target.bug === null || bugs.includes(target.bug)) return [];
  const text = `is no bug that ${quoted(target.server)} knows: ${quoted(target.bug)}${suggestion(target.bug, bugs)}`;
  return [flaw(['target', 'bug'], text)];
}

const spoken = { events: 'Socket.IO events', frames: 'plain WebSocket frames' } as const;
const carried = { 'socket-io': 'events', ws: 'frames' } as const;
const wiresFor = { events: ['event-ack', 'event-reject'], frames: ['json-id', 'json-order'] } as const;

function wireFlaws(raw: Raw): Complaint[] {
  const transport = partOf(transportSchema, raw['transport']);
  const wire = partOf(wireSchema, raw['wire']);
  if (transport === null || wire === null) return [];
  const speaks = speaksOf(wire);
  const carries = carried[transport.kind];
  if (speaks === carries) return [];
  const name = 'name' in wire ? wire.name : wire.kind;
  const text = `cannot work: ${quoted(name)} speaks ${spoken[speaks]}, and the transport \`${transport.kind}\` carries ${spoken[carries]}; take ${oneOf(wiresFor[carries])}`;
  return [flaw(['wire'], text)];
}

/** What the transport carries; `null` where that is wrong in itself. */
function carriedBy(raw: Raw): 'events' | 'frames' | null {
  const transport = partOf(transportSchema, raw['transport']);
  return transport === null ? null : carried[transport.kind];
}

function shortFormFlaws(raw: Raw): Complaint[] {
  if (raw['phases'] === undefined) return [];
  return ['strategy', 'pacing', 'steps']
    .filter((key) => raw[key] !== undefined)
    .map((key) => ({
      path: [key],
      about: 'key',
      text: `\`${key}\` at the top is the short form of a single phase; with \`phases\` it belongs into each of them`,
    }));
}

/** Kinds that the server never hears of would be judged as if it had. */
function actFlaws(raw: Raw): Complaint[] {
  if (tellsAction(raw)) return [];
  const phases = partOf(phasesSchema, raw['phases']) ?? [];
  return phases.flatMap((phase, index) =>
    phase.acts === undefined || phase.acts.join() === 'act'
      ? []
      : [
          flaw(
            ['phases', index, 'acts'],
            'never reaches the server: say `${action}` in the event or the payload of the wire',
          ),
        ],
  );
}

/** Two words on how long a phase takes, and one of them would not be heard. */
function stageFlaws(raw: Raw): Complaint[] {
  return phasesIn(raw).flatMap(({ path, pacing, hasSteps }) =>
    hasSteps && pacing.kind === 'open' && pacing.settings.stages !== undefined
      ? [flaw([...path, 'steps'], 'has no place beside stages, which say themselves how long it takes')]
      : [],
  );
}

/** What the actions of a run know of themselves. */
const recordedFields: readonly KeyField[] = ['user', 'resource', 'action', 'connection', 'phase'];

/** All actions without the field would fall on one key, and a correct server would be accused. */
function keyFlaws(raw: Raw): Complaint[] {
  const model = partOf(modelSchema, raw['model']);
  const known: readonly KeyField[] = [
    ...recordedFields,
    ...(raw['groups'] === undefined ? [] : ['group' as const]),
  ];
  const foreign = model === null ? [] : fieldsOf(model).filter((field) => !known.includes(field));
  return foreign.map((field) =>
    flaw(
      ['model'],
      `counts per ${quoted(field)}, which no action of a run has; a run can be judged per ${oneOf(known)}`,
    ),
  );
}

function duelFlaws(raw: Raw): Complaint[] {
  const model = partOf(modelSchema, raw['model']);
  const per = model === null ? [] : fieldsOf(model);
  if (!per.includes('user') && !per.includes('connection')) return [];
  const text = `needs a limit that users share, and this one counts per ${per.join('+')}`;
  return phasesIn(raw).flatMap(({ path, pacing }) =>
    pacing.kind === 'duels' ? [flaw([...path, 'pacing'], text)] : [],
  );
}

/** Whether the scenario has no limit that a pacing could follow. */
function limitlessFlaws(raw: Raw): readonly Complaint[] {
  const model = partOf(modelSchema, raw['model']);
  const isLimited =
    raw['model'] !== undefined && (model === null || isCodeModel(model) || model.kind !== 'unlimited');
  const isPaced = raw['pacing'] !== undefined || raw['phases'] !== undefined;
  return isLimited ? [] : unlimitedFlaws(phasesIn(raw), isPaced);
}

/** There is nobody to meet for somebody who is alone. */
function loneFlaws(raw: Raw): Complaint[] {
  const users = partOf(usersSchema(), raw['users']);
  if (users === null || (users.kind === 'names' ? users.names.length : users.count) !== 1) return [];
  return phasesIn(raw).flatMap(({ path, pacing: { kind } }) =>
    kind === 'duels' || kind === 'barrier'
      ? [
          flaw(
            [...path, 'pacing'],
            `needs two users to ${kind === 'duels' ? 'duel' : 'meet'}, and there is one`,
          ),
        ]
      : [],
  );
}

/** A turn of somebody who never comes would end the game. */
function turnFlaws(raw: Raw): Complaint[] {
  const users = partOf(usersSchema(), raw['users']);
  const model = partOf(modelSchema, raw['model']);
  if (users === null || model === null || isCodeModel(model) || model.kind !== 'turns') return [];
  const place: Path = isPlain(raw['model']) && 'kind' in raw['model'] ? ['model'] : ['model', 'turns'];
  const names = namesOf(users, '${run}');
  return (model.settings.order ?? []).flatMap((name, index) =>
    names.includes(name)
      ? []
      : [
          flaw(
            [...place, 'order', index],
            `is no user of this scenario: ${quoted(name)}${suggestion(name, names)}`,
          ),
        ],
  );
}

interface WrittenPhase {
  readonly path: Path;
  readonly pacing: z.output<typeof pacingSchema>;
  /** Whether steps are written, and not just the usual ones. */
  readonly hasSteps: boolean;
}

/** The phases whose pacing can be read, in both ways to write them. */
function phasesIn(raw: Raw): readonly WrittenPhase[] {
  const single = partOf(pacingSchema, raw['pacing']);
  if (single !== null) return [{ path: [], pacing: single, hasSteps: raw['steps'] !== undefined }];
  const written: readonly unknown[] = Array.isArray(raw['phases']) ? raw['phases'] : [];
  const phases = partOf(phasesSchema, written) ?? [];
  return phases.map(({ pacing }, index) => {
    const phase = written[index];
    return { path: ['phases', index], pacing, hasSteps: isPlain(phase) && phase['steps'] !== undefined };
  });
}
