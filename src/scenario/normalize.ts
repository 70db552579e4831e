import { addressNotes } from './address-notes.js';
import { dirname, resolve } from 'node:path';
import type { Assumptions } from '../models/assumptions.js';
import { defaultAssumptions } from '../models/assumptions.js';
import { rulesOf } from '../models/driver.js';
import type { Model } from '../models/model.js';
import type { ModuleFacts } from '../servers/module.js';
import { durationText } from './duration.js';
import { placeholdersIn } from './fields/placeholders.js';
import { fillTemplate } from './fill.js';
import { contentionModel } from './model-of.js';
import { deliveryOf } from './delivery-of.js';
import { castOf, transportsOf } from './groups-of.js';
import { evasionNotes, phasesOf, playable } from './phases-of.js';
import { moduleFileOf } from './module-file.js';
import type { Hooks, Scenario, Target, TlsSettings, TransportSettings } from './scenario.js';
import type { WrittenScenario } from './schema.js';
import { simulationOf } from './simulation-of.js';
import { stateChecksOf } from './state-of.js';
import { faultsOf } from './topics/faults.js';
import { namesOf } from './topics/people.js';
import { thresholdsOf } from './topics/thresholds.js';
import { valueSpecsOf } from './topics/values.js';
import { watchOf } from './topics/watch.js';
import { wireOf } from './topics/wire.js';

/** What a scenario does not know of itself. */
export interface Setting {
  readonly hash: string;
  readonly file: string | null;
  readonly run: string;
  readonly userColumns: Scenario['userColumns'];
  readonly margin: Scenario['margin'];
  readonly marginUs: Scenario['marginUs'];
  readonly secrets: readonly string[];
  /** What the server module of the target says of itself; absent: nobody has asked it. */
  readonly moduleFacts?: ModuleFacts | undefined;
}

/**
 * The scenario that the rest of the program sees: names resolved, durations in microseconds, wire,
 * model and strategies built.
 *
 * @throws RangeError from a part that cannot be built of its settings.
 */
export function normalized(written: WrittenScenario, setting: Setting): Scenario {
  const seed = written.seed ?? written.name;
  const values = { run: setting.run, seed };
  const { groups, people } = castOf(written.groups, written.users);
  const userNames = namesOf(people, setting.run);
  const model = contentionModel(written.model, { names: userNames, run: setting.run });
  const { phases, notes } = playable(phasesOf(written), userNames.length);
  if (written.target === undefined && written.behaviour === undefined)
    throw new RangeError('a scenario needs a target');
  const assumptions = assumptionsOf(written, model);
  return {
    name: written.name,
    description: written.description,
    hash: setting.hash,
    file: setting.file,
    seed,
    target: targetOf(written.target, setting),
    transport: transportOf(written.transport, setting),
    wire: wireOf(written.wire, values),
    users: userNames.length,
    userNames,
    userColumns: setting.userColumns,
    resourceNames: namesOf(written.resources, setting.run),
    model,
    assumptions,
    phases,
    margin: setting.margin,
    marginUs: setting.marginUs,
    timing: {
      connectOverUs: written.connect.over,
      connectTimeoutUs: written.connect.timeout,
      timeoutUs: written.timeout,
      overrun: written.overrun,
      reconnectAfterUs: written.connect.reconnectAfter,
      maxDurationUs: written.maxDuration ?? null,
    },
    minResolution: written.oracle.minResolution,
    prove: proveOf(written.oracle.prove, model),
    hooks: hooksOf(written),
    simulation: simulationOf(written.simulation, {
      userNames,
      nodes: nodesOf(targetOf(written.target, setting)),
      assumptions,
      initial: written.oracle.initial,
    }),
    groups,
    groupTransports: transportsOf(written.groups),
    values: valueSpecsOf(written.values),
    session: written.session ?? null,
    delivery: written.delivery === undefined ? null : deliveryOf(written.delivery, values),
    stateChecks: stateChecksOf(written.state, {
      isFresh: (check) => countsFromZero(written, check),
      initial: written.oracle.initial,
    }),
    faults: faultsOf(written.faults),
    thresholds: thresholdsOf(written.thresholds, setting.run),
    watch: watchOf(written.watch),
    behaviour: written.behaviour ?? null,
    notes: [
      ...notes,
      ...evasionNotes(written),
      ...wireNotes(written.wire),
      ...addressNotes(written),
      ...marginNotes(setting),
    ],
    run: setting.run,
    secrets: setting.secrets,
  };
}

/** Where nothing is ever refused there is no refusal to be decided. */
function proveOf(prove: Scenario['prove'], { name }: Model): Scenario['prove'] {
  return name === 'unlimited' && prove === 'both' ? 'accepts' : prove;
}

/** A server module is relative to the scenario, and says itself what was left to it. */
function targetOf(target: WrittenScenario['target'], { file, moduleFacts }: Setting): Target {
  if (target?.kind !== 'module') return target ?? { kind: 'none' };
  const nodes = target.nodes ?? moduleFacts?.nodes ?? null;
  return { ...target, file: moduleFileOf(target.file, file), nodes };
}

function nodesOf(target: Target): number {
  return target.kind === 'embedded' || target.kind === 'module' ? (target.nodes ?? 1) : 1;
}

function transportOf(written: WrittenScenario['transport'], setting: Setting): TransportSettings {
  const { kind, settings } = fillTemplate(written, { run: setting.run });
  const tls = tlsOf(settings.tls, setting.file);
  switch (kind) {
    case 'socket-io': {
      const { namespace, path, transports, auth, query, headers } = settings;
      return { kind, namespace, path, transports, auth, query, headers, tls };
    }
    case 'ws': {
      const { path, subprotocols, query, headers } = settings;
      return { kind, path, subprotocols, query, headers, tls };
    }
  }
}

type WrittenTls = WrittenScenario['transport']['settings']['tls'];

/** Files in a scenario are relative to it, wherever the program was started. */
function tlsOf(written: WrittenTls, file: string | null): TlsSettings {
  const at = (path: string | undefined): string | null =>
    path === undefined ? null : resolve(file === null ? '.' : dirname(file), path);
  return {
    caFile: at(written.ca),
    certFile: at(written.cert),
    keyFile: at(written.key),
    insecure: written.insecure,
  };
}

function assumptionsOf(written: WrittenScenario, model: Model): Assumptions {
  const { oracle } = written;
  return {
    ...defaultAssumptions,
    tickUs: oracle.tick,
    driftPpm: oracle.drift,
    graceUs: oracle.grace,
    horizonUs: oracle.horizon,
    initial: oracle.initial ?? (startsFresh(written, model) ? 'fresh' : 'unknown'),
    exclusive: oracle.exclusive,
    complete: oracle.complete,
    state: oracle.state,
    boundary: oracle.boundary,
    minMarginUs: oracle.minMargin ?? oracle.tick,
  };
}

/** A server of our own is new; a reset makes it so; and new names make new keys. */
function startsFresh(written: WrittenScenario, model: Model): boolean {
  if (isStarted(written.target) || written.reset !== undefined) return true;
  return rulesOf(model).every(({ per }) => per.includes('resource')) && hasNewNames(written.resources);
}

/** Whether nobody can have counted on the keys of a check before the run. */
function countsFromZero(
  written: WrittenScenario,
  { per, count }: { readonly per: string; readonly count: unknown },
): boolean {
  if (isStarted(written.target) || written.reset !== undefined) return true;
  return per === 'resource' && typeof count !== 'function' && hasNewNames(written.resources);
}

function hasNewNames(resources: WrittenScenario['resources']): boolean {
  const patterns = resources.kind === 'names' ? resources.names : [resources.pattern];
  return patterns.every((name) => placeholdersIn(name).includes('run'));
}

/** Whether the server, and all that keeps what it knows, begins with the run. */
function isStarted(target: WrittenScenario['target']): boolean {
  if (target?.kind === 'module') return target.redis === null || target.redis === 'start';
  return target?.kind === 'embedded';
}

/** An error that is taken for a refusal would accuse an innocent server, so the assumption is said aloud. */
function wireNotes(wire: WrittenScenario['wire']): readonly string[] {
  if ('encode' in wire || wire.settings.rejected !== undefined || wire.kind === 'event-reject') return [];
  return [
    'no `rejected` is declared: every reply {ok: false} counts as a refusal by the limit, whatever its reason',
  ];
}

function marginNotes({ margin, marginUs }: Setting): readonly string[] {
  if (margin === 'pinned' || marginUs === null) return [];
  return [`margin: auto is taken for ${durationText(marginUs)}; a run measures it, and --margin pins it`];
}

function hooksOf({ setup, reset, teardown }: WrittenScenario): Hooks {
  return {
    ...(setup !== undefined && { setup }),
    ...(reset !== undefined && { reset }),
    ...(teardown !== undefined && { teardown }),
  };
}
