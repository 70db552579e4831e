import type { OutcomeKind } from '../history/outcome.js';
import type { Latency, Metric, SessionsReport } from './numbers.js';
import type { DeliveryReport } from './delivery-report.js';
import type { ReportedFault } from './faults.js';
import type { Pooled } from './races.js';
import type { Repeats } from './repeats.js';
import type { ReportedViolation } from './reported-violation.js';
import type { ServerReport } from './server-report.js';
import type { StateReport } from './state-report.js';

export type { Latency, Metric, MetricValue, SessionsReport } from './numbers.js';
export type { ReportedFault } from './faults.js';
export type { ReportedAction, ReportedViolation } from './reported-violation.js';

/**
 * The report of a run, version 1: a contract that scripts rely on. Keys are stable; times are
 * integer microseconds; `null` means undefined, never zero.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly reasons: readonly string[];
  /** What a reader of this report may want to do next, in sentences. */
  readonly next: readonly string[];
  /** What must be known of how the run was made before its numbers are believed: loud, shown first. */
  readonly notes: readonly string[];
  /** Whether the run was stopped from outside before its plan had ended. */
  readonly interrupted: boolean;
  /** The command that repeats the run, secrets redacted. */
  readonly command: string;
  readonly environment: {
    readonly turnwise: string;
    readonly node: string;
    readonly os: string;
    readonly startedAt: string;
  };
  readonly scenario: { readonly name: string; readonly hash: string };
  /** `null` for a history that no plan of ours made. */
  readonly seed: string | null;
  readonly plan: {
    /** `null` for a history that no plan of ours made. */
    readonly hash: string | null;
    readonly users: number;
    readonly resources: number;
    readonly actions: number;
    readonly durationUs: number;
  };
  readonly actions: Counts;
  /** Why actions were rejected, went wrong or were never answered: the 20 most frequent reasons. */
  readonly actionReasons: readonly ReasonCount[];
  readonly oracle: OracleReport;
  /** `accepted` and `rejected` are response times too; `response` and `service` hold every answer. */
  readonly latency: Readonly<Record<'response' | 'service' | 'accepted' | 'rejected' | 'connect', Latency>>;
  readonly connections: {
    readonly attempted: number;
    readonly opened: number;
    readonly failed: number;
    readonly dropped: number;
    readonly reconnected: number;
    readonly bytesIn: number;
    readonly bytesOut: number;
    /** Reasons of failed and of lost connections, the 20 most frequent. */
    readonly errors: Readonly<Record<string, number>>;
    /** Who was not connected when the first phase started: the first 1000 of them by name, each with the reason. */
    readonly missing: {
      readonly users: number;
      /** Their actions that never left. */
      readonly actions: number;
      readonly first: readonly { readonly user: string; readonly why: string }[];
    };
    /** Users who were without a connection to the end, and their actions that had no answer for it. */
    readonly stranded: {
      readonly users: number;
      readonly actions: number;
      /** When the first of them was gone; `null` when nobody was. */
      readonly sinceUs: number | null;
    };
  };
  readonly harness: {
    readonly health: 'ok' | 'degraded' | 'void';
    /** Why the health is not `ok`, in sentences. */
    readonly because: readonly string[];
    readonly lateness: Latency;
    /** How far apart actions left that were planned for one instant on one key, such as those of a duel. */
    readonly releases: Latency;
    readonly eventLoopDelay: Latency;
    readonly cpuUs: number;
    readonly rssBytes: number;
  };
  /** Trouble that the run itself made. */
  readonly faultCount: number;
  /** The first 100 of them, in order of their beginning. */
  readonly faults: readonly ReportedFault[];
  /** `null` where nobody looked at what was broadcast. */
  readonly delivery: DeliveryReport | null;
  /** `null` where nobody asked for the server's state. */
  readonly state: StateReport | null;
  /** What was seen of the server itself; `null` where nobody looked. */
  readonly server: ServerReport | null;
  /** Numbers of the scenario's own by name. Names are hostile text. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What users did around acting. */
  readonly sessions: SessionsReport;
  readonly thresholds: readonly {
    readonly metric: string;
    readonly expression: string;
    readonly actual: number | null;
    readonly ok: boolean | null;
  }[];
  readonly perResource: readonly Group[];
  readonly perUser: readonly Group[];
  readonly perGroup: readonly Group[];
  readonly perPhase: readonly Group[];
  readonly timeline: readonly {
    readonly atUs: number;
    readonly sent: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly unknown: number;
    readonly p99Us: number | null;
  }[];
  /** All plays of a repeated run, of which this report is about the worst; absent where it was played once. */
  readonly repeats?: Repeats;
}

/** How many actions had this outcome for this reason. Reasons come from the server: hostile text. */
export interface ReasonCount {
  readonly outcome: OutcomeKind;
  readonly reason: string;
  readonly count: number;
}

/** `planned` = `sent` + `dropped` + what the run did not come to; `sent` = all that have an outcome but `dropped`. */
export interface Counts {
  readonly planned: number;
  readonly sent: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly errors: number;
  readonly unknown: number;
  readonly dropped: number;
}

export interface OracleReport {
  /** The model in words: "a cooldown of 200 ms per resource". */
  readonly model: string;
  readonly assumptions: {
    readonly tickUs: number;
    readonly driftPpm: number;
    readonly graceUs: { readonly early: number; readonly late: number };
    readonly horizonUs: number | null;
    readonly initial: 'fresh' | 'unknown';
    readonly exclusive: boolean;
    readonly complete: boolean;
    readonly state: 'durable' | 'perProcess';
    readonly boundary: 'inclusive' | 'exclusive';
    readonly minMarginUs: number;
    readonly resolutionUs: number;
    readonly offsetBoundUs: number;
  };
  readonly decided: number;
  readonly correct: number;
  /** correct / decided; `null` when nothing was decided. */
  readonly accuracy: number | null;
  /** Wilson interval at 95 %, for reading only. */
  readonly accuracyInterval: readonly [number, number] | null;
  readonly undecidable: number;
  /** decided / (accepted + rejected); `null` when nothing was answered. */
  readonly resolution: number | null;
  readonly trueAccepts: number;
  readonly trueRejects: number;
  readonly falseAccepts: number;
  readonly falseRejects: number;
  readonly wrongReasons: number;
  /** Refusals that said to come back at a time at which there is surely no room yet. */
  readonly earlyPromises: number;
  readonly nearEdge: number;
  readonly history: 'valid' | 'invalid' | 'unknown';
  readonly marginUs: number | null;
  readonly keys: {
    readonly valid: number;
    readonly invalid: number;
    readonly unknown: number;
    readonly vacuous: number;
    /** Complete up to 10 000 keys. */
    readonly results: readonly {
      readonly key: string;
      readonly history: 'valid' | 'invalid' | 'unknown';
      /** Of a key without an explanation: how many answers, in order of sending, still had one. */
      readonly explainedAnswers?: number;
    }[];
  };
  /** Proven violations only: what the server is accused of. */
  readonly violationCount: number;
  /** Suspicions that prove nothing by themselves. */
  readonly unproven: { readonly nearEdge: number; readonly conditional: number };
  /** The first 100, proven ones first; all of them are in `violations/`. */
  readonly violations: readonly ReportedViolation[];
  readonly notes: readonly string[];
  /**
   * What right answers show of the limit, `null` where they show nothing: refused until at least this
   * long after an accept, accepted from at most this long after one.
   */
  readonly shown: { readonly refusesUntilUs: number | null; readonly acceptsFromUs: number | null };
  /** The least time between two accepts on one key; `null` for a model that is more than a cooldown. */
  readonly limitUs: number | null;
  /** The fields that make the key the limit is counted on; empty: one key for all. */
  readonly per: readonly string[];
  /** Pairs of answered actions that met on one free key at one instant: where races can be seen. */
  readonly meetings: number;
  readonly races: RacesSeen;
}

/** Races that were looked for, and what was seen. */
export interface RacesSeen extends Pooled {
  /** Proven violations among actions that met. */
  readonly violations: number;
  /** How many pairs had met by the first of them; `null` where there is none. */
  readonly firstAfter: number | null;
}

export interface Group extends Counts {
  readonly name: string;
  readonly decided: number;
  readonly correct: number;
  readonly accuracy: number | null;
  /** Wilson interval at 95 %, for reading only. */
  readonly accuracyInterval: readonly [number, number] | null;
  /** decided / (accepted + rejected); `null` when nothing was answered. */
  readonly resolution: number | null;
  readonly falseAccepts: number;
  readonly falseRejects: number;
  readonly wrongReasons: number;
}
