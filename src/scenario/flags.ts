import { resolve } from 'node:path';
import type { Path } from './complaint.js';
import { isPlain } from './fields/template.js';
import { valueOf, type Overlay } from './overlay.js';
import { Problem } from './problem.js';

/** What the command line may say about a scenario besides `--set`. */
export interface ScenarioFlags {
  readonly target?: string;
  readonly bug?: string;
  readonly seed?: string;
  readonly users?: number;
  readonly resources?: number;
  /** Steps of the first phase; the others keep theirs. */
  readonly steps?: number;
  readonly maxDuration?: string;
  /** Demands beside those of the scenario. */
  readonly threshold?: readonly string[];
  /** Whether the demands of the scenario count; absent: they do. */
  readonly thresholds?: boolean;
  readonly insecure?: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** The flags as overlays over the scenario as written, each labelled as it was typed. */
export function overlaysOfFlags(data: unknown, flags: ScenarioFlags): Overlay[] {
  const raw: Readonly<Record<string, unknown>> = isPlain(data) ? data : {};
  return [
    ...set('target', flags.target, ['target']),
    ...bugOverlay(flags.target ?? raw['target'], flags.bug),
    ...set('seed', flags.seed, ['seed']),
    ...people('users', raw['users'], flags.users),
    ...people('resources', raw['resources'], flags.resources),
    ...set('steps', flags.steps, raw['phases'] === undefined ? ['steps'] : ['phases', 0, 'steps']),
    ...set('max-duration', flags.maxDuration, ['maxDuration']),
    ...tls(raw['transport'], flags),
  ];
}

/** What is demanded of the numbers: each an entry of its own, so that what is wrong with one is said of that one. */
export function overlaysOfDemands(
  data: unknown,
  { threshold = [], thresholds: areKept = true }: ScenarioFlags,
): readonly Overlay[] {
  const written = isPlain(data) ? data['thresholds'] : undefined;
  const before = areKept && Array.isArray(written) ? written.length : 0;
  const none: Overlay = { label: '--no-thresholds', path: ['thresholds'], value: [] };
  return [
    ...(areKept ? [] : [none]),
    ...threshold.map((text, index) => ({
      label: `--threshold '${text}'`,
      path: ['thresholds', before + index],
      // Of a part of the run, as in a scenario: {expect: ..., phase: ...}.
      value: isRecord(text) ? valueOf(text, `--threshold '${text}'`) : text,
    })),
  ];
}

/** Whether a demand is written as a map. */
export function isRecord(text: string): boolean {
  return text.trim().startsWith('{');
}

function set(flag: string, value: string | number | boolean | undefined, path: Path): Overlay[] {
  if (value === undefined) return [];
  const label = typeof value === 'boolean' ? `--${flag}` : `--${flag} ${value}`;
  return [{ label, path, value }];
}

function bugOverlay(target: unknown, bug: string | undefined): Overlay[] {
  if (bug === undefined) return [];
  if (typeof target === 'string' && target.includes('://'))
    throw new Problem('--bug needs a reference server, whose known bugs it plays: add --target arena');
  if (isPlain(target)) return set('bug', bug, ['target', 'bug']);
  return [{ label: `--bug ${bug}`, path: ['target'], value: { server: target, bug } }];
}

/** Fewer named users are the first of them; a pattern only changes its count. */
function people(what: 'users' | 'resources', written: unknown, many: number | undefined): Overlay[] {
  if (many === undefined) return [];
  const label = `--${what} ${many}`;
  if (isPlain(written)) return [{ label, path: [what, 'count'], value: many }];
  if (!Array.isArray(written)) return [{ label, path: [what], value: many }];
  if (many > written.length)
    throw new Problem(`the scenario names only ${written.length} ${what}`, { file: label });
  return [{ label, path: [what], value: written.slice(0, many) }];
}

function tls(transport: unknown, flags: ScenarioFlags): Overlay[] {
  const kind = isPlain(transport) ? Object.keys(transport)[0] : transport;
  if (typeof kind !== 'string') return [];
  const at = (key: string): Path => ['transport', kind, 'tls', key];
  return [
    ...fileFlag('ca', flags.ca, at('ca')),
    ...fileFlag('cert', flags.cert, at('cert')),
    ...fileFlag('key', flags.key, at('key')),
    ...set('insecure', flags.insecure === true ? true : undefined, at('insecure')),
  ];
}

/** Files on the command line are relative to where it is typed, not to the scenario. */
function fileFlag(flag: string, file: string | undefined, path: Path): Overlay[] {
  return set(flag, file, path).map((overlay) => ({ ...overlay, value: resolve(file ?? '') }));
}
