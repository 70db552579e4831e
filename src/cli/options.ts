import { randomUUID } from 'node:crypto';
import { sha256 } from '../playing/sha256.js';
import type { LoadOptions } from '../scenario/load.js';
import { durationUs } from '../scenario/duration.js';
import { Problem } from '../scenario/problem.js';
import { servers } from '../servers/catalog.js';
import { describeModule } from '../servers/describe-modules.js';
import type { ScenarioFlags } from './scenario-flags.js';
import type { ThresholdFlags } from './threshold-flags.js';

/** What the loader is asked for, from the flags and the environment. */
export function loadOptionsOf(
  flags: ScenarioFlags & ThresholdFlags & { readonly bug?: string },
): LoadOptions {
  return {
    env: process.env,
    run: randomUUID().slice(0, 8),
    digest: sha256,
    describeModule: (file) => describeModule(file),
    servers: Object.fromEntries(servers().map(({ name, bugs }) => [name, bugs.map((bug) => bug.name)])),
    ...(flags.set === undefined ? {} : { set: flags.set }),
    ...(flags.target === undefined ? {} : { target: flags.target }),
    ...(flags.bug === undefined ? {} : { bug: flags.bug }),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    ...countOf('users', flags.users),
    ...countOf('resources', flags.resources),
    ...countOf('steps', flags.steps),
    ...(flags.envFile === undefined ? {} : { envFile: flags.envFile }),
    ...(flags.margin === undefined ? {} : { marginUs: marginUsFrom(flags.margin) }),
    ...(flags.maxDuration === undefined ? {} : { maxDuration: flags.maxDuration }),
    ...(flags.threshold === undefined ? {} : { threshold: flags.threshold }),
    ...(flags.thresholds === undefined ? {} : { thresholds: flags.thresholds }),
    ...(flags.ca === undefined ? {} : { ca: flags.ca }),
    ...(flags.cert === undefined ? {} : { cert: flags.cert }),
    ...(flags.key === undefined ? {} : { key: flags.key }),
    ...(flags.insecure === undefined ? {} : { insecure: flags.insecure }),
  };
}

function marginUsFrom(text: string): number {
  try {
    return durationUs(text);
  } catch (error) {
    throw new Problem(`--margin ${error instanceof Error ? error.message : String(error)}`);
  }
}

function countOf<K extends string>(name: K, text: string | undefined): { [P in K]?: number } {
  if (text === undefined) return {};
  return { [name]: wholeNumber(`--${name}`, text, 1) } as { [P in K]?: number };
}

/** A whole number from a flag. @throws Problem when it is none, too small or too large. */
export function wholeNumber(flag: string, text: string, least: number, most = Infinity): number {
  const value = Number(text);
  if (value > most) throw new Problem(`${flag} takes a whole number of at most ${most}, not '${text}'`);
  if (!Number.isSafeInteger(value) || value < least || text.trim() === '') {
    throw new Problem(`${flag} takes a whole number of at least ${least}, not '${text}'`);
  }
  return value;
}
