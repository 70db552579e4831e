import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import type { Attempt, Model } from '../../src/models/model.js';
import { judge } from '../../src/oracle/judge.js';
import type { Verdict } from '../../src/oracle/verdict.js';
import type { Due } from './schedule.js';
import type { VirtualTime } from './virtual-time.js';

/** Any limiter, asked once. */
export type Limiter = (key: string, cost: number) => Promise<Answered>;

/** What it said. */
export interface Answered {
  readonly accepted: boolean;
  /** Its promise when to come again, if it makes one. */
  readonly retryAfterMs?: number;
}

/** One attempt and its answer; times in whole microseconds. */
export interface Row extends Answered {
  readonly key: string;
  readonly cost: number;
  readonly sentAtUs: number;
  readonly settledAtUs: number;
  /** `act` unless it is told apart: `acquire`, `release`. */
  readonly action?: string;
  /** The key unless somebody else acts. */
  readonly user?: string;
}

/** Point windows and exact durations: in process, on a virtual clock, the instant of the decision is known. */
export const exactly: Assumptions = {
  ...defaultAssumptions,
  tickUs: 0,
  driftPpm: 0,
  initial: 'fresh',
  minMarginUs: 0,
};

/** Asks a limiter what a schedule says, one after the other, each in its own instant of virtual time. */
export async function drive(
  limiter: Limiter,
  schedule: readonly Due[],
  time: VirtualTime,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { atMs, key, cost } of schedule) {
    await time.until(atMs);
    const sentAtUs = time.nowMs() * 1000;
    const answered = await limiter(key, cost);
    rows.push({ ...answered, key, cost, sentAtUs, settledAtUs: time.nowMs() * 1000 });
  }
  return rows;
}

const attemptOf = ({ key, cost, action = 'act', user = key }: Row): Attempt => ({
  user,
  resource: key,
  action,
  cost,
});

/**
 * Where the answers differ from the sequential specification of a model, asked in the same order at
 * the same instants: indices of rows. A model counts here per resource, which is the key.
 */
export function differencesFrom(model: Model, rows: readonly Row[]): readonly number[] {
  const states = new Map<string, unknown>();
  return rows.flatMap((row, index) => {
    const state = states.has(row.key) ? states.get(row.key) : model.init();
    const { accepts, next } = model.decide(state, attemptOf(row), row.sentAtUs);
    states.set(row.key, next);
    return accepts === row.accepted ? [] : [index];
  });
}

/** The rows as a history, as a client would have recorded it. */
export function historyOf(rows: readonly Row[]): History {
  const builder = historyBuilder(rows.length);
  rows.forEach(({ key, cost, accepted, sentAtUs, settledAtUs, action, user, ...answered }, id) =>
    builder.add({
      id,
      user: user ?? key,
      resource: key,
      step: id,
      intendedAtUs: sentAtUs,
      sentAtUs,
      settledAtUs,
      outcome: accepted ? 'accepted' : 'rejected',
      ...(action === undefined ? {} : { action }),
      ...(cost === 1 ? {} : { cost }),
      ...(accepted || answered.retryAfterMs === undefined ? {} : { retryAfterMs: answered.retryAfterMs }),
    }),
  );
  return builder.build();
}

/** The judge's verdict on the rows. */
export function judged(model: Model, rows: readonly Row[], assumptions = exactly): Verdict {
  return judge(model, historyOf(rows), assumptions);
}

/** An answer in words, for messages of failing tests. */
export function rowText(rows: readonly Row[], at: number): string {
  const { key, cost, accepted, sentAtUs } = rows[at];
  const before = rows
    .slice(0, at)
    .filter((row) => row.key === key)
    .slice(-8)
    .map((row) => `${row.sentAtUs / 1000}:${row.cost}${row.accepted ? '+' : '-'}`);
  return `${accepted ? 'accepted' : 'refused'} cost ${cost} on ${key} at ${sentAtUs / 1000} ms, after ${before.join(' ')}`;
}
