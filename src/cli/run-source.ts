import { overlayOf } from '../scenario/overlay.js';
import { Problem } from '../scenario/problem.js';
import { redact, redactedMark } from '../scenario/redact.js';

/** Where a run's scenario came from, as it was typed: what a replay loads again. */
export interface RunSource {
  /** The file, or the name of a shipped scenario. */
  readonly ref: string;
  /** The flags that change a scenario, without the values of secrets. */
  readonly flags: Readonly<Record<string, string | boolean | readonly string[]>>;
}

/** Flags that say where results go, and nothing of what is played. */
const besides = [
  'out',
  'json',
  'junit',
  'html',
  'markdown',
  'openmetrics',
  'metricsPort',
  'metricsHost',
  'quiet',
  'color',
  'trace',
  'shrink',
  'repeat',
  'scenario',
];

/** What of a command line a replay needs; secrets are replaced by a mark. */
export function runSource(ref: string, flags: object, secrets: readonly string[]): RunSource {
  const kept = Object.entries(flags).flatMap(([name, value]): [string, RunSource['flags'][string]][] => {
    if (besides.includes(name)) return [];
    if (typeof value === 'boolean') return [[name, value]];
    if (typeof value === 'string') return [[name, redact(value, secrets)]];
    if (!Array.isArray(value)) return [];
    return [[name, value.map((each) => redact(String(each), secrets))]];
  });
  return { ref, flags: Object.fromEntries(kept) };
}

/** The flags of a stored run, with what is typed now in the place of secrets that were not stored. */
export interface RestoredFlags {
  /** As they were when the run was started. */
  readonly before: RunSource['flags'];
  /** With everything that was typed now. */
  readonly now: RunSource['flags'];
}

/**
 * Puts the flags of a replay over those of its run. A `--set` for a path whose secret is missing takes
 * its place; any other goes on top.
 *
 * @throws Problem that names the flags whose secrets have to be given again.
 */
export function restoredFlags(
  stored: RunSource['flags'],
  typed: Readonly<Record<string, string | boolean | readonly string[] | undefined>>,
): RestoredFlags {
  const sets = listOf(typed['set']);
  const taken = new Set<string>();
  const before = listOf(stored['set']).map((text) => {
    if (!text.includes(redactedMark)) return text;
    const again = sets.find((each) => pathOf(each) === pathOf(text));
    if (again === undefined) throw missing(`--set ${text}`);
    taken.add(again);
    return again;
  });
  const others = Object.entries(stored).filter(([name]) => name !== 'set' && typed[name] === undefined);
  for (const [name, value] of others)
    if (typeof value === 'string' && value.includes(redactedMark)) throw missing(`--${name} ${value}`);
  const given = Object.fromEntries(
    Object.entries(typed).filter(([, value]) => value !== undefined),
  ) as RunSource['flags'];
  return {
    before: { ...stored, set: before },
    now: { ...stored, ...given, set: [...before, ...sets.filter((each) => !taken.has(each))] },
  };
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function pathOf(text: string): string {
  // The mark itself is no YAML.
  return JSON.stringify(overlayOf(text.replaceAll(redactedMark, 'secret')).path);
}

function missing(flag: string): Problem {
  return new Problem(
    'the run was started with a secret here, and secrets are not stored; give it again in the same words',
    { file: flag },
  );
}
