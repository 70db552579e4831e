import { liveJudge, type LiveAction, type LiveJudge } from '../oracle/live-judge.js';
import { groupNamesOf } from '../plan/groups.js';
import type { Plan } from '../plan/plan.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';
import type { SoFarOfRun } from '../thresholds/live.js';

/** How often the judge is asked, which looks at every key. */
const judgeEveryUs = 200_000;

type Sent = Extract<RunEvent, { kind: 'sent' }>;
type Settled = Extract<RunEvent, { kind: 'settled' }>;

/** The live judge, told of a run's events. */
export class ThresholdJudge {
  readonly #judge: LiveJudge;
  readonly #actionOf: (event: Sent | Settled) => LiveAction;
  #nextUs = 0;

  constructor(scenario: Scenario, plan: Plan) {
    this.#judge = liveJudge(scenario.model, scenario.assumptions);
    const { userNames, resourceNames } = scenario;
    const phases = plan.header.phases.map(({ name }) => name);
    const groups = scenario.groups.length === 0 ? null : groupNamesOf(scenario.groups);
    this.#actionOf = (event) => ({
      user: userNames[event.step.user] ?? '',
      resource: resourceNames[event.step.resource] ?? '',
      phase: phases[event.step.phase] ?? '',
      action: event.step.action ?? 'act',
      connection: event.connection,
      sentAtUs: event.sentAtUs ?? 0,
      settledAtUs: event.kind === 'sent' ? null : event.settledAtUs,
      outcome: event.kind === 'sent' ? 'unknown' : event.outcome.kind,
      ...(groups !== null && { group: groups[event.step.user] ?? '' }),
    });
  }

  sent(event: Sent): void {
    this.#judge.sent(this.#actionOf(event));
  }

  settled(event: Settled): void {
    if (event.sentAtUs !== null) this.#judge.settled(this.#actionOf(event));
  }

  event(event: Extract<RunEvent, { kind: 'event' }>['event']): void {
    this.#judge.event(event);
  }

  /** `null`: it was asked not long ago. */
  verdictAt(nowUs: number): SoFarOfRun['judged'] | null {
    if (nowUs < this.#nextUs) return null;
    this.#nextUs = nowUs + judgeEveryUs;
    return this.#judge.verdict();
  }
}
