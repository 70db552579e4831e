import type { StoredModel } from '../models/index.js';
import type { Model } from '../models/model.js';
import type { Candidate, Findings, Interval, ProbeSpec } from '../probe/contract.js';
import type { Probed } from '../probing/probing.js';
import type { Report } from '../report/report.js';
import type { Scenario } from '../scenario/scenario.js';
import { exitCodes } from './exit-codes.js';
import { answersIn } from './probe-nothing.js';
import { probeVerdictOf, type ProbeVerdict } from './probe-verdict.js';
import { pasteText } from './written-model.js';

/** What a probe found out, as `findings.json` has it. Version 1: times in whole microseconds, stable keys. */
export interface ProbeReport {
  readonly schemaVersion: 1;
  /** Of the declared model: the server may have it, it certainly has another one, or nobody can tell. */
  readonly verdict: ProbeVerdict['verdict'];
  /** Why nobody can tell, and what must be known besides. */
  readonly reasons: readonly string[];
  readonly command: string;
  readonly environment: Report['environment'];
  readonly scenario: Pick<Scenario, 'name' | 'hash'>;
  readonly seed: string;
  /** In words: `https://...`, `the embedded arena`, `arena in virtual time`. */
  readonly target: string;
  readonly asked: Pick<ProbeSpec, 'users' | 'resources' | 'fresh' | 'roundTripUs' | 'longestUs' | 'budget'>;
  readonly ended: Probed['ended'];
  /** What explains everything that was seen, the simplest first. */
  readonly candidates: readonly ReportedCandidate[];
  readonly rejectExtends: Findings['rejectExtends'];
  readonly survivesReconnect: Findings['survivesReconnect'];
  readonly untold: readonly string[];
  readonly declared: ReportedModel | null;
  readonly differences: readonly string[];
  readonly actions: number;
  /** So many of the answers were accepts or refusals; with none, nothing else here says anything. */
  readonly answers: number;
  readonly rounds: number;
  readonly durationUs: number;
  readonly notes: readonly string[];
}

/** A model by name, in words, and as a scenario takes it. */
export interface ReportedModel extends StoredModel {
  readonly describe: string;
  /** To be pasted; `null` for what no scenario can say, such as no limit at all. */
  readonly paste: string | null;
}

export interface ReportedCandidate extends Pick<Candidate, 'family' | 'per' | 'choices'> {
  /** `most` is `null` where there is no upper bound. */
  readonly parameters: Readonly<
    Record<string, { readonly least: number | null; readonly most: number | null }>
  >;
  readonly model: ReportedModel;
}

/** What a report says besides what was found. */
export type ProbeFacts = Pick<ProbeReport, 'command' | 'environment' | 'target' | 'notes'>;

/** Makes the report of a probe that is over. */
export function probeReportOf(
  scenario: Scenario,
  spec: ProbeSpec,
  probed: Probed,
  facts: ProbeFacts,
): ProbeReport {
  const { findings, ended } = probed;
  const answers = answersIn(probed.history);
  const judged = probeVerdictOf(scenario, spec, probed, facts.target);
  const shown = answers === 0 ? { ...findings, ...silentFindings(judged) } : findings;
  const { users, resources, fresh, roundTripUs, longestUs, budget } = spec;
  return {
    schemaVersion: 1,
    ...judged,
    ...facts,
    notes: [...facts.notes, ...probed.notes, ...kindNotes(spec.declared)],
    scenario: { name: scenario.name, hash: scenario.hash },
    seed: spec.seed,
    asked: { users, resources, fresh, roundTripUs, longestUs, budget },
    ended,
    candidates: shown.candidates.map(reportedCandidate),
    rejectExtends: shown.rejectExtends,
    survivesReconnect: shown.survivesReconnect,
    untold: findings.untold,
    declared: spec.declared === null ? null : reportedModel(spec.declared, true),
    differences: shown.differences,
    actions: findings.actions,
    answers,
    rounds: findings.rounds,
    durationUs: findings.durationUs,
  };
}

/** Of a server that nobody has seen accept or refuse there is nothing to find. */
function silentFindings({ reasons }: ProbeVerdict) {
  const untold = { untold: reasons.join('; ') };
  return { candidates: [], rejectExtends: untold, survivesReconnect: untold, differences: [] };
}

export function reportedCandidate({ family, per, choices, parameters, model }: Candidate): ReportedCandidate {
  const intervals = Object.entries(parameters).map(([name, interval]) => [name, finite(interval)] as const);
  return {
    family,
    per,
    choices,
    parameters: Object.fromEntries(intervals),
    model: reportedModel(model, family !== 'none'),
  };
}

function finite({ least, most }: Interval) {
  return { least: Number.isFinite(least) ? least : null, most: Number.isFinite(most) ? most : null };
}

function reportedModel({ name, parameters, describe }: Model, canBeSaid: boolean): ReportedModel {
  return { name, parameters, describe, paste: canBeSaid ? pasteText({ name, parameters }) : null };
}

/** Limits that a probe looks for, by the name of their model. */
const lookedFor = ['cooldown', 'tokenBucket', 'slidingLog', 'fixedWindow', 'slidingCounter', 'capacity'];

/** What explains the answers may look like a limit that the scenario never meant. */
function kindNotes(declared: Model | null): readonly string[] {
  if (declared === null || lookedFor.includes(declared.name)) return [];
  return [
    `a probe looks for no ${declared.name}: what it found is the simplest limit it knows that answers alike`,
  ];
}

/** The exit code of a probe; what was interrupted and proves nothing says who interrupted it. */
export function probeExitCode({ verdict }: ProbeReport, interruptedBy: number | null): number {
  if (verdict === 'impossible') return exitCodes.fail;
  if (interruptedBy !== null) return interruptedBy;
  return verdict === 'possible' ? exitCodes.pass : exitCodes.inconclusive;
}

/** The report as JSON; what a terminal could obey is written as escapes, which JSON reads the same. */
export function probeJson(report: ProbeReport): string {
  const text = JSON.stringify(report, null, 2);
  return `${text.replace(unruly, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

const unruly = /[\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;
