import { expect } from 'vitest';
import type { Model } from '../../src/models/model.js';
import type { Verdict } from '../../src/oracle/verdict.js';
import { differencesFrom, drive, judged, rowText, type Limiter, type Row } from './driven.js';
import type { LimiterId } from './known.js';
import { scheduleOf, type Shape } from './schedule.js';
import { onVirtualTime, type VirtualTime } from './virtual-time.js';

/** A library as one uses it, and the model that says what it does. */
export interface Subject {
  /** The row of the table it stands for. */
  readonly of: LimiterId;
  readonly name: string;
  readonly model: Model;
  readonly shape: Shape;
  /** A new limiter that has seen nothing; called on virtual time. */
  readonly limiter: (time: VirtualTime) => Limiter | Promise<Limiter>;
  /** The clock to play on; virtual unless told. */
  readonly clock?: typeof onVirtualTime;
}

/** What schedules saw of a subject, so that a test can tell that it tried something. */
export interface Seen {
  readonly schedules: number;
  readonly accepted: number;
  readonly refused: number;
  /** Histories the judge explained, could not decide, and called wrong. */
  readonly valid: number;
  readonly unknown: number;
  readonly invalid: number;
  /** Answers that were not the specification's. */
  readonly differences: number;
  /** What differed, in words; a few. */
  readonly examples: readonly string[];
}

/** How many schedules each way of using a library is played; the long run sets more. */
export const schedulesEach = Number(process.env['TURNWISE_TEST_SCHEDULES'] ?? 60);

export const seedText = process.env['TURNWISE_TEST_SEED'] ?? 'limiters';

/**
 * Plays many schedules against a library and asks twice: the model's sequential specification, in the
 * order of the answers, and the judge, who knows nothing but the windows.
 */
export async function playAll(subject: Subject, schedules: number): Promise<Seen> {
  const seen = { schedules, accepted: 0, refused: 0, valid: 0, unknown: 0, invalid: 0, differences: 0 };
  const examples: string[] = [];
  for (let index = 0; index < schedules; index++) {
    const seed = `${seedText}/${subject.name}/${index}`;
    const rows = await playOne(subject, seed);
    const differences = differencesFrom(subject.model, rows);
    const verdict = judgedInTime(subject, rows, index);
    for (const { accepted } of rows) seen[accepted ? 'accepted' : 'refused']++;
    if (verdict !== null) seen[verdict.history]++;
    seen.differences += differences.length;
    examples.push(...differences.slice(0, 1).map((at) => `${seed}: ${rowText(rows, at)}`));
    if (differences.length === 0 && verdict !== null) expectNoAccusation(verdict, seed);
  }
  if (Math.min(seen.accepted, seen.refused) < schedules)
    throw new Error(
      `${subject.name}: the schedules saw ${seen.accepted} accepts and ${seen.refused} refusals`,
    );
  return { ...seen, examples: examples.slice(0, 5) };
}

/**
 * Where the judge must try orders and instants one by one (models of one's own, mixed costs) it is shown
 * the beginnings of a few histories; the specification is asked about all of them.
 */
function judgedInTime({ model, shape }: Subject, rows: readonly Row[], index: number): Verdict | null {
  const isSlow = ['bounded', 'composed'].includes(model.driver.kind) || shape.costs !== undefined;
  // What never fits gets a promise from most libraries all the same, and the judge is right to mind.
  const asked = rows.map(({ retryAfterMs, ...row }) =>
    retryAfterMs === undefined || row.cost > shape.limit ? row : { ...row, retryAfterMs },
  );
  if (!isSlow) return judged(model, asked);
  return index < 6 ? judged(model, asked.slice(0, 12)) : null;
}

function expectNoAccusation(verdict: Verdict, seed: string): void {
  const because = verdict.violations.map((violation) => violation.because);
  expect({ seed, because, isInvalid: verdict.history === 'invalid' }).toEqual({
    seed,
    because: [],
    isInvalid: false,
  });
}

/**
 * Whether a model explains the answers: its sequential specification says so, and the judge must not
 * say otherwise.
 */
export function explains(model: Model, rows: readonly Row[]): boolean {
  const agrees = differencesFrom(model, rows).length === 0;
  expect(judged(model, rows).history).not.toBe(agrees ? 'invalid' : 'valid');
  return agrees;
}

/** Plays one schedule. */
export function playOne(
  { limiter, shape, clock = onVirtualTime }: Subject,
  seed: string,
): Promise<readonly Row[]> {
  return clock(async (time) => drive(await limiter(time), scheduleOf(seed, shape), time));
}

/** What a library gives that is what the model says: nothing differs, nothing is accused. */
export const agreement = { examples: [], differences: 0, invalid: 0 } as const;
