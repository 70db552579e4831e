import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Digest } from '../plan/plan.js';
import type { ModuleFacts } from '../servers/module.js';
import { withMargin } from './auto-margin.js';
import { withHome } from './belongs.js';
import { hashOf } from './canonical.js';
import { columnFlaws } from './column-flaws.js';
import { readWith, type Complaint } from './complaint.js';
import { inconsistencies, type Servers } from './consistency.js';
import { credentialsOf } from './credentials.js';
import { environmentOf, fillEnvironment, type Environment } from './environment.js';
import { findScenario, type Found } from './find.js';
import { overlaysOfDemands, overlaysOfFlags, type ScenarioFlags } from './flags.js';
import { isPlain } from './fields/template.js';
import { moduleFileIn } from './module-file.js';
import { normalized } from './normalize.js';
import { overlayOf, withOverlay, type Overlay } from './overlay.js';
import { Problem } from './problem.js';
import { redact } from './redact.js';
import { refuse, startsWith } from './refuse.js';
import type { Scenario } from './scenario.js';
import { scenarioSchema, type ScenarioInput } from './schema.js';
import { literalSecrets } from './secrets.js';
import { shapeComplaints } from './shape.js';
import type { Source } from './source.js';
import { codeSource } from './sources/code-source.js';
import { jsonSource } from './sources/json-source.js';
import { yamlSource } from './sources/yaml-source.js';

/** What surrounds a scenario when it is loaded. */
export interface LoadOptions extends ScenarioFlags {
  /** `path=value`, one per `--set`, applied in order after the other flags. */
  readonly set?: readonly string[];
  /** The variables that `${env:NAME}` may name. */
  readonly env: Environment;
  /** A dotenv file with more of them; the process's own win. */
  readonly envFile?: string;
  /** Unique per run: what `${run}` becomes. */
  readonly run: string;
  readonly digest: () => Digest;
  /** What every `margin: auto` becomes: measured, or said by a flag. */
  readonly marginUs?: number;
  /** Reference servers and their bugs; when given, names are checked against them. */
  readonly servers?: Servers;
  /** Asks a server module, by its absolute path, what it says of itself; when given, it is checked against that. */
  readonly describeModule?: (file: string) => Promise<ModuleFacts>;
}

const bytesMax = 1_000_000;

/**
 * Loads a scenario: from a file, or a shipped one by its bare name; with flags and `--set` put over
 * it, environment variables filled in, checked as a whole, and made ready.
 *
 * @throws Problem listing everything that is wrong, each with its place.
 */
export async function loadScenario(ref: string, options: LoadOptions): Promise<Scenario> {
  const source = await read(findScenario(ref));
  return scenarioFrom(source, options, await moduleFactsOf(source, options));
}

/** The same for a scenario built in code. */
export function scenarioOf(scenario: ScenarioInput, options: LoadOptions): Scenario {
  const name = 'scenario';
  return scenarioFrom({ name, file: null, data: scenario, placeOf: () => ({ file: name }) }, options);
}

/**
 * The scenario of a source. The order is part of the contract: flags and `--set` go over what is
 * written, that is hashed, and only then do secrets come in.
 */
export function scenarioFrom(source: Source, options: LoadOptions, moduleFacts?: ModuleFacts): Scenario {
  const { overlays, written } = overlaid(source, options);
  const filled = fillEnvironment(written, environmentOf(options.env, options.envFile));
  const people = isPlain(filled.data) ? credentialsOf(filled.data['users'], source.file) : null;
  const margins = withMargin(filled.data, options.marginUs);
  if (options.marginUs !== undefined && margins.marginUs === null)
    throw new Problem(
      '--margin says what `margin: auto` is, and this scenario has none; change a margin of its own with --set, e.g. --set pacing.cooldownAware.margin=30ms',
    );
  const data = people === null ? margins.data : withOverlay(margins.data, overlayOfNames(people.names));
  const secrets = [
    ...new Set([...filled.secrets, ...literalSecrets(filled.data), ...(people?.secrets ?? [])]),
  ].filter((secret) => secret !== '');
  const usersAreFrom = overlays.some(({ path }) => path[0] === 'users') ? 'flag' : 'file';
  const checked = readWith(scenarioSchema, data, absentFrom(data));
  const flaws = [
    ...(checked.ok ? [] : checked.complaints.map(withHome)),
    ...columnFlaws(data, people),
    ...inconsistencies(data, { servers: options.servers, usersAreFrom, moduleFacts, file: source.file }),
  ];
  refuse(source, overlays, [...filled.complaints, ...besides(filled.complaints, flaws)], secrets);
  if (!checked.ok) throw new Error('a scenario with complaints was not refused');
  const hash = hashOf(withoutThresholds(written), options.digest);
  const userColumns = people?.columns ?? {};
  const { margin, marginUs } = margins;
  const setting = {
    hash,
    file: source.file,
    run: options.run,
    userColumns,
    margin,
    marginUs,
    secrets,
    moduleFacts,
  };
  return built(source, () => normalized(checked.value, setting), secrets);
}

/** What is demanded of the numbers of a scenario makes no other test of it. */
function withoutThresholds(written: unknown): unknown {
  if (!isPlain(written)) return written;
  return Object.fromEntries(Object.entries(written).filter(([key]) => key !== 'thresholds'));
}

/** A scenario with flags and `--set` put over what is written. @throws Problem where that cannot be done. */
function overlaid(
  source: Source,
  options: LoadOptions,
): { readonly overlays: readonly Overlay[]; readonly written: unknown } {
  refuse(source, [], shapeComplaints(source.data), []);
  if (source.data === null || source.data === undefined)
    throw new Problem(
      'is empty; a scenario needs at least name, transport, wire, users, resources and model',
      {
        file: source.name,
      },
    );
  const before = [...overlaysOfFlags(source.data, options), ...(options.set ?? []).map(overlayOf)];
  const changed = before.reduce<unknown>(withOverlay, source.data);
  // Demands of the command line come behind those of the scenario, however many there are by now.
  const demanded = overlaysOfDemands(changed, options);
  const overlays = [...before, ...demanded];
  const written = demanded.reduce<unknown>(withOverlay, changed);
  refuse(source, overlays, shapeComplaints(written), []);
  return { overlays, written };
}

/** What the server module of a scenario says of itself; one that is not there is told with everything else. */
async function moduleFactsOf(source: Source, options: LoadOptions): Promise<ModuleFacts | undefined> {
  if (options.describeModule === undefined) return undefined;
  const file = moduleFileIn(overlaid(source, options).written, source.file);
  return file === null || !existsSync(file) ? undefined : options.describeModule(file);
}

/** Groups may say themselves how many users there are; without them somebody has to. */
function absentFrom(data: unknown): readonly string[] {
  return isPlain(data) && data['users'] === undefined && data['groups'] === undefined ? ['users'] : [];
}

/** Users by their names, in the place of the file that they come from. */
function overlayOfNames(names: readonly string[]): Overlay {
  return { label: 'users', path: ['users'], value: names };
}

async function read({ file, name, kind }: Found): Promise<Source> {
  if (statSync(file).size > bytesMax) throw new Problem('is larger than a megabyte', { file: name });
  const text = readText(file, name);
  switch (kind) {
    case 'code':
      return codeSource(name, file, text);
    case 'yaml':
      return yamlSource(name, file, text);
    case 'json':
      return jsonSource(name, file, text);
  }
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Problem(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      file: name,
    });
  }
}

function built(source: Source, build: () => Scenario, secrets: readonly string[]): Scenario {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(redact(error.message, secrets), { file: source.name });
  }
}

/** A text whose variable is missing is wrong for that alone: what else it seems to be is no news. */
function besides(absent: readonly Complaint[], flaws: readonly Complaint[]): readonly Complaint[] {
  return flaws.filter(
    (flaw) => !absent.some((each) => startsWith(each.path, flaw.path) || startsWith(flaw.path, each.path)),
  );
}
