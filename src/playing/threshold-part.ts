import { groupNamesOf } from '../plan/groups.js';
import type { Plan, Step } from '../plan/plan.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';
import { failsForSure, isBeyond, nothingYet, type SoFar, type SoFarOfRun } from '../thresholds/live.js';
import type { Threshold } from '../thresholds/threshold.js';

/** What is known of one threshold: a tally for each part of the run that it looks at. */
export class ThresholdPart {
  readonly threshold: Threshold;
  originUs = 0;
  readonly #indexOf: (step: Step) => number;
  /** Only this one; `null`: every one. */
  readonly #only: number | null;
  readonly #tallies = new Map<number, SoFar>();
  readonly #series: string;
  /** What could not hold any more when it was looked at last. */
  #failing: SoFar | null = null;

  constructor(threshold: Threshold, scenario: Scenario, plan: Plan) {
    this.threshold = threshold;
    const { indexOf, names } = scopeOf(threshold, scenario, plan);
    this.#indexOf = indexOf;
    const name = threshold.scope?.name ?? null;
    this.#only = name === null ? null : names.indexOf(name);
    this.#series = threshold.metric.split('.')[1] ?? '';
    if (threshold.scope === null) this.#tallies.set(0, nothingYet(plan.header.actions));
    else for (const step of plan.steps()) this.#plan(indexOf(step));
  }

  #plan(index: number): void {
    if (this.#only !== null && this.#only !== index) return;
    const tally = this.#tallies.get(index);
    if (tally === undefined) this.#tallies.set(index, nothingYet(1));
    else tally.planned++;
  }

  sent(step: Step, sentAtUs: number): void {
    const tally = this.#tallies.get(this.#indexOf(step));
    if (tally === undefined) return;
    tally.sent++;
    if (this.#series === 'lateness') this.#record(tally, sentAtUs - this.originUs - step.intendedAtUs);
  }

  settled({ step, outcome, sentAtUs, settledAtUs }: Extract<RunEvent, { kind: 'settled' }>): void {
    const tally = this.#tallies.get(this.#indexOf(step));
    if (tally === undefined) return;
    tally[outcome.kind === 'error' ? 'errors' : outcome.kind]++;
    if (sentAtUs === null || settledAtUs === null || this.#series === 'lateness') return;
    const isOne = this.#series === 'accepted' || this.#series === 'rejected';
    if (isOne ? outcome.kind !== this.#series : outcome.kind === 'unknown') return;
    const fromUs = this.#series === 'service' ? sentAtUs : this.originUs + step.intendedAtUs;
    this.#record(tally, settledAtUs - fromUs);
  }

  #record(tally: SoFar, durationUs: number): void {
    const us = Math.max(0, Math.ceil(durationUs));
    tally.count++;
    tally.sumUs += us;
    tally.maxUs = Math.max(tally.maxUs, us);
    if (isBeyond(this.threshold.demand, us)) tally.beyond++;
  }

  /** Whether it is time, and it cannot hold any more. */
  fails(step: Step | null, elapsedUs: number, run: SoFarOfRun): boolean {
    const tally = this.#tallies.get(step === null ? 0 : this.#indexOf(step));
    if (tally !== undefined && failsForSure(this.threshold, tally, run)) this.#failing = tally;
    if (this.#failing === null || elapsedUs < (this.threshold.abortAfterUs ?? 0)) return false;
    return failsForSure(this.threshold, this.#failing, run);
  }
}

/** Which part of a run a step belongs to, by number, and what the parts are called. */
function scopeOf(
  { scope }: Threshold,
  { groups, resourceNames, userNames }: Scenario,
  { header }: Plan,
): { readonly indexOf: (step: Step) => number; readonly names: readonly string[] } {
  switch (scope?.by) {
    case undefined:
      return { indexOf: () => 0, names: [] };
    case 'phase':
      return { indexOf: (step) => step.phase, names: header.phases.map(({ name }) => name) };
    case 'resource':
      return { indexOf: (step) => step.resource, names: resourceNames };
    case 'user':
      return { indexOf: (step) => step.user, names: userNames };
    case 'group': {
      const names = groups.map(({ name }) => name);
      const groupOf = groupNamesOf(groups).map((name) => names.indexOf(name));
      return { indexOf: (step) => groupOf[step.user] ?? -1, names };
    }
  }
}
