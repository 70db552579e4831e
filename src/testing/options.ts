import { fileURLToPath } from 'node:url';
import { commandOf } from '../cli/command-line.js';
import { loadOptionsOf } from '../cli/options.js';
import type { ScenarioFlags } from '../cli/scenario-flags.js';
import type { ThresholdFlags } from '../cli/threshold-flags.js';
import type { LoadOptions } from '../scenario/load.js';
import { Problem } from '../scenario/problem.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ScenarioInput } from '../scenario/schema.js';
import { shownPath } from '../servers/describe-modules.js';

/**
 * What can be played: a scenario file by its path or `file:` URL, a shipped scenario by its name, or what
 * `defineScenario` gives. Paths count from the folder in which the tests were started; a URL, as
 * `new URL('./seats.yaml', import.meta.url)`, from the file that it is written in.
 */
export type AnyScenario = string | URL | ScenarioInput;

/** A scenario as the command line calls it; `null` where it is in code. */
export function refOf(scenario: AnyScenario): string | null {
  if (typeof scenario === 'string') return scenario;
  // Not by its class: a test environment such as jsdom has URLs of its own.
  return 'href' in scenario ? shownPath(fileURLToPath(scenario.href)) : null;
}

/** What a play changes of its scenario, and how it is watched and stopped. Everything is optional. */
export interface ScenarioOptions {
  /** The server to test: `http(s)://` or `ws(s)://`, or a reference server by name. */
  readonly target?: string | URL;
  /** A known bug of the reference server, to see the test find it. */
  readonly bug?: string;
  /** Any text; the same seed gives the same plan everywhere. Default: the one of the scenario. */
  readonly seed?: string | number;
  /** How many virtual users. */
  readonly users?: number;
  /** How many shared resources. */
  readonly resources?: number;
  /** Steps of each user in the first phase; other phases keep theirs. */
  readonly steps?: number;
  /** Values by their path: `{ 'model.cooldown.every': '300ms' }`. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Demands on the numbers of the run, besides those of the scenario: `latency.accepted.p95 < 200ms`. */
  readonly thresholds?: readonly string[];
  /** More variables for `${env:NAME}`; they go before those of the process. They are secrets: no report holds them. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What `margin: auto` is, e.g. `30ms`; without it a run measures it. */
  readonly margin?: string;
  /** Stops gracefully after this long: `30s`. */
  readonly maxDuration?: string;
  /** Stops gracefully when it is aborted: nothing more is sent, and what was played is judged. */
  readonly signal?: AbortSignal;
  /** Where a folder with everything of the play is made, as `turnwise run --out` makes it. Default: none is made. */
  readonly out?: string;
  /** Is told, a line at a time, what goes on. Default: nobody is. */
  readonly log?: (line: string) => void;
}

/** What loading needs of the options. */
export function loadOptions(options: ScenarioOptions): LoadOptions {
  const { bug, env } = options;
  const loading = loadOptionsOf(flagsOf(options));
  return {
    ...loading,
    env: { ...loading.env, ...env },
    ...(bug === undefined ? {} : { bug }),
  };
}

/** The flags of the command line that say the same; a bug is none of all commands. */
export function flagsOf(options: ScenarioOptions): ScenarioFlags & ThresholdFlags {
  const { target, seed, margin, maxDuration, set = {}, thresholds } = options;
  return {
    ...(target === undefined ? {} : { target: String(target) }),
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...countFlags(options),
    ...(Object.keys(set).length === 0 ? {} : { set: Object.entries(set).map(setText) }),
    ...(thresholds === undefined ? {} : { threshold: thresholds }),
    ...(margin === undefined ? {} : { margin }),
    ...(maxDuration === undefined ? {} : { maxDuration }),
  };
}

/** The command that plays the same again, or the call, where the scenario is in code. Holds no variables. */
export function commandFor(
  called: 'run' | 'simulate',
  scenario: AnyScenario,
  options: ScenarioOptions,
  loaded: Scenario,
): string {
  const ref = refOf(scenario);
  if (ref === null) return callOf(called, options, loaded);
  const flags = { ...flagsOf(options), ...bugFlag(called, options) };
  const words = Object.entries(flags).flatMap(([name, value]) => wordsOf(name, value));
  return commandOf(loaded, [called, ref, ...words]);
}

/** `runScenario(voting, { seed: "first" })`, as the test that called it may have written it. */
function callOf(called: 'run' | 'simulate', options: ScenarioOptions, { seed, marginUs }: Scenario): string {
  const { env: _env, signal: _signal, log: _log, out: _out, ...said } = options;
  const pinned = marginUs === null ? {} : { margin: `${marginUs / 1000}ms` };
  const members = Object.entries({ ...pinned, ...said, seed }).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return `${called}Scenario(scenario, { ${members.join(', ')} })`;
}

/** A run takes the bug as a part of its target. */
function bugFlag(called: 'run' | 'simulate', { bug, set = {} }: ScenarioOptions) {
  if (bug === undefined) return {};
  if (called === 'simulate') return { bug };
  return { set: [...Object.entries(set).map(setText), `target.bug=${bug}`] };
}

function wordsOf(name: string, value: unknown): readonly string[] {
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return (Array.isArray(value) ? value : [value]).flatMap((one) => [flag, String(one)]);
}

/** `path=value` as `--set` reads it: YAML, of which JSON is a part. */
function setText([path, value]: readonly [string, unknown]): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new Problem(`set: ${path} cannot be ${String(value)}`);
  const isPlainWord =
    typeof value === 'string' && /^[a-z][\w-]*$|^\d+(?:\.\d+)?(?:us|ms|s|min|m|h)$/i.test(value);
  return `${path}=${isPlainWord && !yamlWords.test(value) ? value : text}`;
}

/** Words that YAML does not take for text. */
const yamlWords = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function countFlags({ users, resources, steps }: ScenarioOptions): ScenarioFlags {
  return {
    ...(users === undefined ? {} : { users: String(users) }),
    ...(resources === undefined ? {} : { resources: String(resources) }),
    ...(steps === undefined ? {} : { steps: String(steps) }),
  };
}
