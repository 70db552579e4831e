import type { Action } from '../../../src/history/action.js';
import { historyBuilder } from '../../../src/history/columns.js';
import type { StateSpec } from '../../../src/oracle/state/contract.js';
import { judgeState, type StateAssumptions } from '../../../src/oracle/state/judge-state.js';
import type { CheckVerdict } from '../../../src/oracle/state/verdict.js';

export type Outcome = Action['outcome'];
export type Value = number | readonly string[];
export interface Read {
  readonly values: Readonly<Record<string, Value>>;
  readonly askedAtUs?: number;
}

export const tally: StateSpec = {
  name: 'tally',
  kind: 'number',
  start: 0,
  settleUs: 0,
  changeOf: ({ resource, action }) => ({ key: resource, by: action === 'release' ? -1 : 1 }),
};
export const seats: StateSpec = {
  ...tally,
  name: 'seats',
  start: 50,
  changeOf: ({ resource }) => ({ key: resource, by: -1 }),
};
export const members: StateSpec = {
  ...tally,
  name: 'room',
  kind: 'members',
  changeOf: ({ resource, user, action }) => ({
    key: resource,
    by: action === 'leave' ? -1 : 1,
    member: user,
  }),
};

export const second = 1_000_000;

/** Actions one second after another on r3, each answered after 10 ms, and readings an hour later unless said. */
export function judged(
  spec: StateSpec,
  outcomes: readonly (Outcome | readonly [Outcome, Partial<Action>])[],
  reads: readonly Read[],
  more: {
    readonly events?: readonly { readonly kind: 'server-restarted'; readonly atUs: number }[];
    readonly assumptions?: StateAssumptions;
  } = {},
): CheckVerdict {
  const builder = historyBuilder(8);
  outcomes.forEach((given, id) => {
    const [outcome, rest] = typeof given === 'string' ? [given, {}] : given;
    const atUs = id * second;
    builder.add({
      id,
      user: `u${id}`,
      resource: 'r3',
      step: id,
      intendedAtUs: atUs,
      outcome,
      sentAtUs: outcome === 'dropped' ? null : atUs,
      settledAtUs: outcome === 'unknown' || outcome === 'dropped' ? null : atUs + 10_000,
      ...rest,
    });
  });
  for (const event of more.events ?? []) builder.event(event);
  for (const { values, askedAtUs = 3600 * second } of reads)
    builder.event({ kind: 'state-read', check: spec.name, askedAtUs, atUs: askedAtUs + 1000, values });
  const [check] = judgeState([spec], builder.build(), more.assumptions).checks;
  if (check === undefined) throw new Error('no check');
  return check;
}

export const because = (check: CheckVerdict): readonly string[] => check.violations.map((one) => one.because);
export const many = (count: number, outcome: Outcome): Outcome[] =>
  Array.from({ length: count }, () => outcome);
