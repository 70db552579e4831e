import { faultFields } from './faults.js';
import type { Digest, GroupSpec, PhaseSpec, PlanHeader, PlanSpec, Step } from './plan.js';
import type { Rate } from './rate.js';

/** Text goes to the digest in pieces of about this length: one call for each step would cost more than the hash. */
const pieceLength = 16_384;

/**
 * The canonical text of a plan, fed to a digest: a line of what it was made from, a line for each
 * step, a line of what was worked out. Numbers in decimal, strings as JSON, fields by position:
 * equal plans have equal bytes on every machine.
 */
export interface PlanHash {
  add(step: Step): void;
  /** `sha256:` and the digest of everything; call it once, at the end. */
  close(header: Omit<PlanHeader, 'feasibility' | 'warnings'>): string;
}

export function planHashOf(spec: PlanSpec, digest: Digest): PlanHash {
  let text = originLine(spec);
  return {
    add: (step) => {
      text += stepLine(step);
      if (text.length >= pieceLength) {
        digest.update(text);
        text = '';
      }
    },
    close: (header) => {
      digest.update(text + headerLine(header));
      return `sha256:${digest.hex()}`;
    },
  };
}

function stepLine({ user, resource, step, intendedAtUs, aim, phase }: Step): string {
  return `${phase} ${step} ${intendedAtUs} ${user} ${resource} ${aim}\n`;
}

function originLine(spec: PlanSpec): string {
  const { seed, users, resources, per, spacingUs, recoveryUs, connectOverUs, timeoutUs, sureOf } = spec;
  const phases = spec.phases.map(phaseFields);
  return line([
    'turnwise plan 1',
    seed,
    users,
    resources,
    per,
    spacingUs,
    recoveryUs,
    connectOverUs,
    timeoutUs,
    phases,
    // Plans of cooldowns are older than this field, and keep their hash.
    ...(sureOf === undefined || sureOf === 'both' ? [] : [sureOf]),
    ...youngerFields(spec),
  ]);
}

/** Groups and faults are younger than plans: without them a plan keeps its hash. */
function youngerFields({ groups = [], faults = [] }: PlanSpec): unknown[] {
  return [
    ...(groups.length === 0 ? [] : [{ groups: groups.map(groupFields) }]),
    ...(faults.length === 0 ? [] : [{ faults: faults.map(faultFields) }]),
  ];
}

function groupFields({ name, users, acts, sockets, arrivals }: GroupSpec): unknown[] {
  const kinds = typeof acts === 'string' ? acts : acts.map(({ action, weight }) => [action, weight]);
  const stages = arrivals?.map(({ forUs, rate, rampTo }) => [forUs, rateFields(rate), rateFields(rampTo)]);
  return [name, users, kinds, sockets, stages ?? null];
}

function rateFields(rate: Rate | null): unknown[] | null {
  return rate === null ? null : [rate.count, rate.perUs];
}

/** So are kinds of actions, and who acts beside whom. */
function phaseFields({ name, strategy, pacing, steps, acts, groups, beside }: PhaseSpec): unknown[] {
  return [
    name,
    strategy.name,
    steps,
    pacing.kind,
    ...Object.values(pacing.settings),
    ...(acts === undefined ? [] : [acts]),
    ...(groups === undefined ? [] : [{ groups }]),
    ...(beside === undefined ? [] : [{ beside }]),
  ];
}

function headerLine(header: Parameters<PlanHash['close']>[0]): string {
  const phases = header.phases.map((phase) => [
    phase.startUs,
    phase.durationUs,
    phase.actions,
    phase.lanes,
    phase.stepUs,
  ]);
  return line([header.actions, header.durationUs, phases, header.connectAtUs, header.keepUntilUs]);
}

function line(fields: readonly unknown[]): string {
  return `${JSON.stringify(fields)}\n`;
}
