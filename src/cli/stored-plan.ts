import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import type { Assumptions } from '../models/assumptions.js';
import { planJsonText } from '../plan/plan-json.js';
import type { Aim, Plan, PlannedFault, PlannedPhase } from '../plan/plan.js';
import { Problem } from '../scenario/problem.js';
import type { StoredCheck } from '../scenario/live.js';
import type { StoredDelivery } from '../scenario/live.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Threshold } from '../thresholds/threshold.js';
import type { RunSource } from './run-source.js';

/**
 * `plan.json` of a run folder: what `turnwise plan --json` prints, and before it all that is needed
 * to judge the run again. No secrets: a plan has only names and numbers.
 */
/** How a run was started, for those who repeat it. */
export interface Provenance {
  readonly command: string;
  readonly source: RunSource;
  readonly played: 'real' | 'simulated';
  /** The wall time that its times count from, as text; `null` or absent: none. */
  readonly zeroAt?: string | null;
}

export interface StoredPlan extends Partial<Pick<Provenance, 'source' | 'played' | 'zeroAt'>> {
  readonly scenario: { readonly name: string; readonly hash: string };
  /** The factory of `models/` by name, and what it was called with. */
  readonly model: { readonly name: string; readonly parameters: Readonly<Record<string, unknown>> };
  readonly assumptions: Assumptions;
  readonly minResolution: number;
  readonly prove: Scenario['prove'];
  /** What `margin: auto` was, in the plan that was played; `null` where no margin is `auto`. */
  readonly marginUs: number | null;
  readonly userNames: readonly string[];
  readonly resourceNames: readonly string[];
  readonly phases: readonly PlannedPhase[];
  /** When each user connects; absent in folders of older versions. */
  readonly connectAtUs?: readonly number[];
  /** Absent where all users are alike. */
  readonly groups?: readonly { readonly name: string; readonly users: number }[];
  readonly arrivesAtUs?: readonly (number | null)[];
  readonly sockets?: readonly number[];
  readonly faults?: readonly PlannedFault[];
  /** What was broadcast to whom; `code` where the rooms are told in code; absent: nobody looked. */
  readonly delivery?: StoredDelivery | 'code';
  /** What the server's state was compared with; absent: nothing. */
  readonly state?: readonly StoredCheck[];
  /** What was demanded of the numbers; absent: nothing. */
  readonly thresholds?: readonly Threshold[];
  readonly command: string;
  readonly hash: string;
  readonly seed: string;
  readonly users: number;
  readonly resources: number;
  readonly durationUs: number;
  readonly steps: readonly {
    readonly id: number;
    readonly user: number;
    readonly resource: number;
    readonly step: number;
    readonly intendedAtUs: number;
    readonly aim: Aim;
    readonly action?: string;
    readonly seat?: number;
    /** Where phases go on together; otherwise the time says which it is. */
    readonly phase?: number;
  }[];
}

const chunkCharacters = 1 << 16;

/** Writes the file piece by piece, so that a plan of millions of steps takes no memory. */
export function writeStoredPlan(path: string, plan: Plan, scenario: Scenario, how: Provenance): void {
  const file = openSync(path, 'w');
  try {
    let text = `${JSON.stringify(judgedWith(plan, scenario, how)).slice(0, -1)},`;
    let first = true;
    for (const piece of planJsonText(plan)) {
      // The pieces are one JSON object; its brace has been opened above.
      text += first ? piece.slice(1) : piece;
      first = false;
      if (text.length < chunkCharacters) continue;
      writeFileSync(file, text);
      text = '';
    }
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

function judgedWith(plan: Plan, scenario: Scenario, { command, source, played, zeroAt = null }: Provenance) {
  const { model, assumptions, minResolution, prove, userNames, resourceNames } = scenario;
  return {
    scenario: { name: scenario.name, hash: scenario.hash },
    model: { name: model.name, parameters: model.parameters },
    assumptions,
    minResolution,
    prove,
    marginUs: scenario.marginUs,
    userNames,
    resourceNames,
    phases: plan.header.phases,
    connectAtUs: plan.header.connectAtUs,
    ...(scenario.groups.length > 0 && {
      groups: scenario.groups.map(({ name, users }) => ({ name, users })),
    }),
    ...(scenario.delivery !== null &&
      played === 'real' && { delivery: scenario.delivery.stored ?? ('code' as const) }),
    ...(scenario.stateChecks.length > 0 &&
      played === 'real' && { state: scenario.stateChecks.map(({ stored }) => stored) }),
    ...(scenario.thresholds.length > 0 && { thresholds: scenario.thresholds }),
    command,
    source,
    played,
    ...(zeroAt !== null && { zeroAt }),
  };
}

/** Reads the file back. @throws Problem when it is not one. */
export function readStoredPlan(path: string): StoredPlan {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Problem('there is no plan.json; this is not the folder of a run', { file: path });
  }
  try {
    return JSON.parse(text) as StoredPlan;
  } catch (error) {
    throw new Problem(`not JSON: ${(error as Error).message}`, { file: path });
  }
}
