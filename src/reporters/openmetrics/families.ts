/** What the numbers of a metric mean together; the kinds of OpenMetrics that are needed here. */
export type FamilyType = 'counter' | 'gauge' | 'summary' | 'info' | 'stateset';

/** A metric: how it is called, counted and explained. */
export interface Family {
  readonly type: FamilyType;
  /** Base units only; part of the name where there is one. */
  readonly unit: '' | 'seconds' | 'bytes' | 'ratio';
  readonly help: string;
}

const of = (type: FamilyType, unit: Family['unit'], help: string): Family => ({ type, unit, help });

/**
 * Every metric there is, in the file of a finished run and at the address of a running one: both say the same of
 * the same name. Counters get `_total` and infos `_info` behind where they are written.
 */
export const families = {
  turnwise_run: of('info', '', 'What was played: scenario, seed, plan, and the turnwise that played it.'),
  turnwise_verdict: of('stateset', '', 'The verdict of the run; absent while it goes on.'),
  turnwise_interrupted: of('gauge', '', '1 if the run was stopped from outside before its plan had ended.'),
  turnwise_users: of('gauge', '', 'Virtual users of the plan.'),
  turnwise_resources: of('gauge', '', 'Resources of the plan.'),
  turnwise_expected_users: of(
    'gauge',
    '',
    'Users who should be connected by now; only while the run goes on.',
  ),
  turnwise_connected_users: of('gauge', '', 'Users with an open connection now; only while the run goes on.'),
  turnwise_elapsed_seconds: of('gauge', 'seconds', 'Time since the run began; only while the run goes on.'),
  turnwise_plan_duration_seconds: of('gauge', 'seconds', 'How long the plan takes.'),
  turnwise_planned_actions: of('gauge', '', 'Actions of the plan.'),
  turnwise_actions: of('counter', '', 'Actions by what became of them.'),
  turnwise_actions_sent: of('counter', '', 'Actions that left the generator.'),
  turnwise_overdue_actions: of(
    'gauge',
    '',
    'Unanswered past their timeout so far; only while the run goes on.',
  ),
  turnwise_oracle_verdicts: of(
    'counter',
    '',
    'Accepts and rejects by what the model says of them: must_accept, must_reject, either, other_reason.',
  ),
  turnwise_oracle_decided: of('counter', '', 'Answers of which only one could be right.'),
  turnwise_oracle_correct: of('counter', '', 'Decided answers that were right.'),
  turnwise_oracle_accuracy_ratio: of(
    'gauge',
    'ratio',
    'Correct by decided answers; NaN if none was decided.',
  ),
  turnwise_oracle_resolution_ratio: of('gauge', 'ratio', 'Decided by known answers; NaN if there were none.'),
  turnwise_oracle_keys: of('gauge', '', 'Keys of the limit by whether their history has an explanation.'),
  turnwise_violations: of(
    'counter',
    '',
    'Contradictions to the model. The kind is unlisted beyond those of which the report has the evidence.',
  ),
  turnwise_meetings: of('counter', '', 'Pairs of actions that met on one free key at one instant.'),
  turnwise_latency_seconds: of(
    'summary',
    'seconds',
    'Response times from the intended time; service counts from the send; connect is of connections.',
  ),
  turnwise_lateness_seconds: of('summary', 'seconds', 'How late actions left after their intended time.'),
  turnwise_release_spread_seconds: of(
    'summary',
    'seconds',
    'How far apart actions left that were planned for one instant.',
  ),
  turnwise_event_loop_delay_seconds: of(
    'summary',
    'seconds',
    'How far the event loop of the generator ran behind.',
  ),
  turnwise_harness_health: of('stateset', '', 'Whether the generator was fit to measure.'),
  turnwise_cpu_seconds: of('counter', 'seconds', 'Processor time of the generator.'),
  turnwise_memory_bytes: of('gauge', 'bytes', 'Resident memory of the generator.'),
  turnwise_connections: of(
    'counter',
    '',
    'Connections by what became of them; reconnected ones are opened ones too.',
  ),
  turnwise_network_bytes: of('counter', 'bytes', 'Bytes on the wire.'),
  turnwise_faults: of('counter', '', 'Trouble that the run itself made.'),
  turnwise_phase_actions: of('counter', '', 'Actions of each phase by what became of them.'),
  turnwise_phase_accuracy_ratio: of('gauge', 'ratio', 'Accuracy of each phase.'),
  turnwise_group_actions: of('counter', '', 'Actions of each group of users by what became of them.'),
  turnwise_group_accuracy_ratio: of('gauge', 'ratio', 'Accuracy of each group of users.'),
  turnwise_delivery_reach_ratio: of(
    'gauge',
    'ratio',
    'Deliveries that came by those that were due, at least and at most.',
  ),
  turnwise_delivery_broadcasts: of('counter', '', 'Accepted actions that were broadcast.'),
  turnwise_delivery_faults: of('counter', '', 'Deliveries that were wrong, by what was wrong with them.'),
  turnwise_delivery_latency_seconds: of('summary', 'seconds', 'From the send until a broadcast arrived.'),
  turnwise_state_violations: of('counter', '', "Values of the server's state that cannot be right."),
  turnwise_hook_seconds: of('summary', 'seconds', 'How long hooks of the scenario took.'),
  turnwise_hook_failures: of('counter', '', 'Hooks that threw or waited in vain.'),
  turnwise_metric: of('gauge', '', "Numbers of the scenario's own, by name, group and statistic."),
  turnwise_threshold_ok: of('gauge', '', '1 if it holds, 0 if it failed, NaN if its number is undefined.'),
  turnwise_threshold_actual: of(
    'gauge',
    '',
    'What the number of a threshold was, in its unit; times in seconds.',
  ),
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof families;

export type Labels = Readonly<Record<string, string>>;

/** One number of a family, or for a summary several. `null` is undefined. */
export type Sample =
  | { readonly labels: Labels; readonly value: number | null }
  | { readonly labels: Labels; readonly summary: Summary };

/** In seconds. What was never recorded has neither sum nor quantiles. */
export interface Summary {
  readonly count: number | null;
  readonly sum: number | null;
  /** From 0, the least, to 1, the greatest. */
  readonly quantiles: readonly (readonly [quantile: number, value: number])[];
}

/** The numbers of some families. */
export type Samples = { readonly [Name in FamilyName]?: readonly Sample[] };
