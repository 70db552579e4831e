import type { Bug, BugNeed } from '../behaviours/behaviour.js';
import type { Model } from '../models/model.js';
import type { Patch, WrittenPhase } from './patch.js';

/** What remedies are made for. */
export interface Patient {
  readonly model: Model;
  readonly users: number;
  readonly resources: number;
  /** The round trip that the scenario leaves room for. */
  readonly marginUs: number;
  /** When the plan ends, since connecting began. */
  readonly endsUs: number;
  /** Names that phases have already. */
  readonly phaseNames: readonly string[];
  /** Settings of the mutant that its correct server has not: how wrong it is. */
  readonly wrongness: Readonly<Record<string, number>>;
  /** False where users come with credentials of their own, which nobody can make more of. */
  readonly mayAddUsers: boolean;
}

/**
 * Changes to a scenario that may show a bug, the most promising first: for what the bug needs, then what
 * shows the others. Which of them really does is found by playing them.
 */
export function remediesFor({ needs }: Bug, patient: Patient): readonly Patch[] {
  const phases = phasesOf(patient);
  const wanted = order[needs].flatMap((name) => phases[name]);
  const rest = Object.values(phases).flat();
  const patches = [...new Set([...wanted, ...rest])].map((phase) => placed(phase, patient));
  const cut = (patch: Patch): Patch => ({ ...patch, ...disturbed(patient, patch, 'cutsMs') });
  if (needs === 'reconnect') return patches.map(cut);
  if (needs === 'restart')
    return patches.map((patch) => ({ ...patch, ...disturbed(patient, patch, 'restartsMs'), downMs: 5 }));
  if (needs === 'keys') return patches.map((patch) => ({ ...patch, ...crowdOf(patient) }));
  // Where users have a limit each, nobody meets another node but by coming back.
  return needs === 'nodes' ? patches.flatMap((patch) => [patch, cut(patch)]) : patches;
}

type Kind = 'edges' | 'refusals' | 'crowded' | 'duels' | 'crowds' | 'bursts' | 'busy' | 'kinds';

/** Which phases are tried first for what a bug needs. */
const order: Readonly<Record<BugNeed, readonly Kind[]>> = {
  early: ['edges', 'refusals', 'crowded', 'busy'],
  late: ['edges', 'refusals', 'busy', 'bursts'],
  refused: ['crowded', 'refusals', 'busy'],
  burst: ['bursts', 'crowded', 'crowds'],
  others: ['crowded', 'refusals', 'busy'],
  kinds: ['kinds'],
  meeting: ['duels', 'crowds', 'bursts'],
  nodes: ['crowded', 'busy', 'duels', 'crowds', 'bursts'],
  reconnect: ['busy', 'bursts', 'crowded'],
  restart: ['busy', 'bursts', 'crowded'],
  keys: ['crowded', 'busy', 'refusals'],
  'exact-time': [],
};

/** So many steps show what is certain, and so many meetings what is likely. */
const steps = 10;
const duels = 30;

function phasesOf(patient: Patient): Readonly<Record<Kind, readonly WrittenPhase[]>> {
  const { model, marginUs } = patient;
  const margin = msText(marginUs);
  const acts = actsOf(model);
  const phase = (name: string, pacing: WrittenPhase['pacing'], count: number, more = {}): WrittenPhase => ({
    name: freeName(name, patient),
    ...more,
    pacing,
    steps: count,
  });
  const spacingUs = Math.max(1000, model.spacingUs);
  const busyUs = Number.isFinite(model.recoveryUs) ? Math.max(10_000, Math.round(spacingUs * 0.4)) : 50_000;
  const busy = { fixed: { every: msText(busyUs) } };
  const size = burstSize(model);
  return {
    edges: lapses(model)
      ? [phase('edges', { probing: { offsets: offsetsOf(spacingUs, marginUs), margin } }, steps)]
      : [],
    refusals: lapses(model) ? [phase('refusals', { cooldownAware: { margin, rejects: 0.5 } }, steps)] : [],
    crowded: [phase('crowded', { contended: { rejects: 0.5, margin } }, 2 * steps, { strategy: 'stampede' })],
    duels: [phase('duels', { duels: { margin } }, duels)],
    crowds: [phase('crowds', { barrier: { margin } }, steps, { strategy: 'stampede' })],
    bursts: [
      phase('bursts', { bursts: { size, gap: '0ms' } }, steps),
      phase('bursts', { bursts: { size, gap: msText(Math.max(1000, marginUs)) } }, steps),
      ...overlapping(patient).map((bursts) => phase('bursts', { bursts }, steps)),
    ],
    busy: [
      phase('busy', busy, 4 * steps),
      phase('busy', busy, 4 * steps, { strategy: 'random' }),
      phase('busy', busy, 4 * steps, { strategy: 'dedicated' }),
    ],
    kinds: acts.flatMap((kinds) => [
      phase('kinds', busy, 4 * steps, { acts: kinds }),
      phase('kinds', busy, 4 * steps, { strategy: 'dedicated', acts: kinds }),
      phase('kinds', busy, 4 * steps, { strategy: 'random', acts: kinds }),
    ]),
  };
}

/** Bursts that begin before the one before is forgotten. */
function overlapping({ model }: Patient): readonly WrittenPhase['pacing'][string][] {
  if (!lapses(model)) return [];
  const size = burstSize(model);
  return [0.3, 0.6, 0.85].map((share) => {
    const gapUs = (model.recoveryUs * 0.3) / size;
    return { size, gap: msText(gapUs), pause: msText(model.recoveryUs * share) };
  });
}

/** Keys that never recover must be met fresh. */
function placed(phase: WrittenPhase, { model, users, mayAddUsers }: Patient): Patch {
  return {
    phase,
    place: lapses(model) ? 'last' : 'first',
    ...(users < 2 && mayAddUsers && { users: 4 }),
  };
}

/** Cuts or restarts in the middle of a phase, so near to each other that some fall into any limit. */
function disturbed(
  { endsUs, model }: Patient,
  { phase, place }: Patch,
  kind: 'cutsMs' | 'restartsMs',
): Partial<Patch> {
  const fromMs = place === 'first' ? 1500 : endsUs / 1000 + 1000;
  const everyMs = Math.max(100, Math.min(2000, Math.round((model.spacingUs / 1000) * 1.7)));
  const count = phase === undefined ? 1 : 4;
  const atMs = Array.from({ length: count }, (_, index) => Math.round(fromMs + index * everyMs));
  return { [kind]: atMs, reconnectAfterMs: 10 };
}

/** More keys than a memory of the mutant's holds, and people enough to use them all at once. */
function crowdOf({ wrongness, users, resources, mayAddUsers }: Patient): Partial<Patch> {
  const kept = Object.values(wrongness).filter(Number.isInteger);
  const many = Math.min(1000, 2 * Math.max(8, ...kept));
  return { resources: Math.max(resources, many), ...(mayAddUsers && users < many && { users: many }) };
}

/** Kinds of actions that a limit answers differently. */
function actsOf({ name }: Model): readonly (readonly string[])[] {
  if (name === 'lease')
    return [
      ['acquire', 'release'],
      ['acquire', 'renew', 'renew'],
      ['acquire', 'release', 'renew'],
      ['acquire', 'release', 'release', 'acquire'],
    ];
  return name === 'concurrency'
    ? [
        ['acquire', 'release'],
        ['acquire', 'release', 'release'],
      ]
    : [];
}

/** One more than fits, and again as many. */
function burstSize({ driver, parameters }: Model): number {
  const limit = Number(parameters['capacity'] ?? parameters['limit'] ?? 1);
  return driver.kind === 'composed' ? 3 : Math.min(60, limit + 2);
}

/** Where a limit of this length may end too early or too late, as far as the round trip lets anybody see. */
function offsetsOf(spacingUs: number, marginUs: number): readonly string[] {
  const shares = [0.75, 0.5, 0.25, 0.1].map((share) => -Math.round((spacingUs * share) / 1000));
  const nearMs = Math.ceil((marginUs * 1.2) / 1000);
  const offsets = [...shares.filter((ms) => ms < -nearMs), -nearMs, nearMs, 2 * nearMs];
  return offsets.map((ms) => `${ms > 0 ? '+' : ''}${ms}ms`);
}

function lapses({ recoveryUs }: Model): boolean {
  return Number.isFinite(recoveryUs);
}

function freeName(name: string, { phaseNames }: Patient): string {
  let free = name;
  for (let number = 2; phaseNames.includes(free); number++) free = `${name}-${number}`;
  return free;
}

function msText(us: number): string {
  return `${Math.ceil(us / 1000)}ms`;
}
