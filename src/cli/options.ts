import { createHash, randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import type { Digest } from '../plan/plan.js';
import type { LoadOptions } from '../scenario/load.js';
import { Problem } from '../scenario/problem.js';

/** The flags that say what to play; the same for every command that takes a scenario. */
export interface ScenarioFlags {
  readonly target?: string;
  readonly seed?: string;
  readonly users?: string;
  readonly resources?: string;
  readonly steps?: string;
  readonly set: readonly string[];
  readonly envFile?: string;
  readonly maxDuration?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: boolean;
}

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];

/** Adds the scenario flags to a command. */
export function addScenarioFlags(command: Command): Command {
  return command
    .option('--target <url>', 'the server to test: http(s):// or ws(s)://, or a reference server by name')
    .option('--seed <text>', 'any text; the same seed gives the same plan everywhere')
    .option('--users <n>', 'how many virtual users')
    .option('--resources <n>', 'how many shared resources')
    .option('--steps <n>', 'steps of each user in the first phase; other phases keep theirs')
    .addOption(
      new Option('--set <path=value>', 'change any value of the scenario, e.g. model.cooldown.every=300ms')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--env-file <file>', 'variables for ${env:NAME}, one NAME=value a line')
    .option('--max-duration <duration>', 'stop gracefully after this long, e.g. 30s')
    .option('--ca <file>', 'trust this certificate authority (PEM)')
    .option('--cert <file>', 'client certificate (PEM)')
    .option('--key <file>', 'key of the client certificate (PEM)')
    .option('--insecure', 'accept any certificate; said loudly in the report');
}

/** What the loader is asked for, from the flags and the environment. */
export function loadOptionsOf(flags: ScenarioFlags): LoadOptions {
  return {
    set: flags.set,
    env: process.env,
    run: randomUUID().slice(0, 8),
    digest: sha256,
    ...(flags.target === undefined ? {} : { target: flags.target }),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    ...countOf('users', flags.users),
    ...countOf('resources', flags.resources),
    ...countOf('steps', flags.steps),
    ...(flags.envFile === undefined ? {} : { envFile: flags.envFile }),
    ...(flags.maxDuration === undefined ? {} : { maxDuration: flags.maxDuration }),
    ...(flags.ca === undefined ? {} : { ca: flags.ca }),
    ...(flags.cert === undefined ? {} : { cert: flags.cert }),
    ...(flags.key === undefined ? {} : { key: flags.key }),
    ...(flags.insecure === undefined ? {} : { insecure: flags.insecure }),
  };
}

function countOf<K extends string>(name: K, text: string | undefined): { [P in K]?: number } {
  if (text === undefined) return {};
  return { [name]: wholeNumber(`--${name}`, text, 1) } as { [P in K]?: number };
}

/** A whole number from a flag. @throws Problem when it is none or too small. */
export function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least || text.trim() === '') {
    throw new Problem(`${flag} takes a whole number of at least ${least}, not '${text}'`);
  }
  return value;
}

/** SHA-256, handed to the pure rooms. */
export function sha256(): Digest {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), hex: () => hash.digest('hex') };
}

/** What a pure room refuses with a RangeError is bad input here. */
export async function asProblem<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(error.message);
    throw error;
  }
}
