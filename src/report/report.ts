import type { OutcomeKind } from '../history/outcome.js';
import type { Latency, Metric, SessionsReport } from './numbers.js';
import type { DeliveryReport } from './delivery-report.js';
import type { ReportedFault } from './faults.js';
import type { OracleReport } from './oracle-report.js';
import type { Repeats } from './repeats.js';
import type { Comparison } from './comparison.js';
import type { Percentiles, ReportedThreshold } from './numbers.js';
import type { ServerReport } from './server-report.js';
import type { StateReport } from './state-report.js';

export type { Latency, Metric, MetricValue, SessionsReport } from './numbers.js';
export type { OracleReport, RacesSeen } from './oracle-report.js';
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
  /**
   * Why the run cannot say that its model was obeyed, in sentences, also where something else failed and is the
   * verdict; empty: it can, or the model was broken. Absent in reports of older versions.
   */
  readonly doubts?: readonly string[];
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
    /**
     * The wall time (UTC, to a millisecond) of the instant that all times of this report count from, so that they
     * can be found in the server's log; `null` where they are on no wall clock, as in a simulation or a bare log.
     */
    readonly zeroAt: string | null;
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
  /** The same series as curves, for whoever draws or compares them. */
  readonly percentiles: Readonly<Record<'response' | 'service' | 'accepted' | 'rejected', Percentiles>>;
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
  readonly thresholds: readonly ReportedThreshold[];
  readonly perResource: readonly Group[];
  readonly perUser: readonly Group[];
  readonly perGroup: readonly Group[];
  readonly perPhase: readonly Group[];
  readonly timeline: readonly TimeSlice[];
  /** How this run differs from an earlier one; absent where nobody asked. */
  readonly comparison?: Comparison;
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

/** What happened in a slice of time. Sends count where they left, answers where they arrived. */
export interface TimeSlice {
  readonly atUs: number;
  readonly sent: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  /** Of the response times of the answers of this slice. */
  readonly p50Us: number | null;
  readonly p99Us: number | null;
  /** Of the sends of this slice: how late the generator was. */
  readonly latenessP99Us: number | null;
  /** Connections open at its end; `null` where nobody looked. */
  readonly connected: number | null;
  /** What came and went in it, in bytes; `null` where nobody looked. */
  readonly bytesIn: number | null;
  readonly bytesOut: number | null;
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
  /** Response times of every answer; `null` where none came. */
  readonly p50Us: number | null;
  readonly p95Us: number | null;
  readonly p99Us: number | null;
}
