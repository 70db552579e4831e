import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import type { Violation } from '../oracle/verdict.js';
import { accuse, exactly, type Heard } from './accuse.js';
import { anySchedule, type Shape } from './arbitraries/schedules.js';
import { hunt, type HuntOptions } from './hunt.js';
import type { Clock, LimiterFactory } from './limiter.js';
import { play, type Row } from './play.js';
import { accusationText, thrownText } from './timeline.js';

/** How a limiter is tested; everything has a default. */
export interface CheckOptions extends Shape, HuntOptions {
  /** For limiters that read a clock nobody hands them: moves fake timers. */
  readonly clock?: Clock;
  /** What is taken for granted besides exact time, e.g. `{ boundary: 'exclusive' }` or a grace. */
  readonly assumptions?: Partial<Assumptions>;
}

/** What was tried, so that a test can tell that there was something to see. */
export interface Checked {
  readonly schedules: number;
  readonly accepted: number;
  readonly refused: number;
  /** Schedules whose answers could neither be explained nor proven wrong. */
  readonly undecided: number;
}

/**
 * Tests a limiter against a model in virtual time: draws schedules that go to the model's edges, asks
 * the limiter, and lets the judge say whether the answers can be right.
 * @throws Error with the shortest timeline that proves the limiter wrong, or with what it threw itself.
 */
export function checkLimiter(
  limiter: LimiterFactory,
  model: Model,
  options: CheckOptions = {},
): Promise<Checked> {
  return checkAnswers(limiter, model, options, `The limiter is not ${model.describe}.`);
}

/** The same, with blame for some violations only. */
export async function checkAnswers(
  limiter: LimiterFactory,
  model: Model,
  options: CheckOptions,
  title: string,
  blames?: (violation: Violation) => boolean,
): Promise<Checked> {
  const seen = tally();
  const assumptions = { ...exactly, ...options.assumptions };
  const tryOne = async (schedule: Parameters<typeof play>[1]): Promise<string | null> => {
    const rows = await play(limiter, schedule, { clock: options.clock });
    if (rows.at(-1)?.answer === 'threw') return thrownText(rows);
    const heard = accuse(model, rows, assumptions, blames);
    seen.count(rows, heard);
    return typeof heard === 'string' ? null : accusationText(heard);
  };
  await hunt(title, anySchedule(model, options), tryOne, options);
  return seen.checked();
}

/** Counts what schedules saw. */
export function tally() {
  const seen = { schedules: 0, accepted: 0, refused: 0, undecided: 0 };
  return {
    count(rows: readonly Row[], heard: Heard): void {
      seen.schedules++;
      if (heard === 'undecided') seen.undecided++;
      for (const { answer } of rows) if (answer !== 'threw') seen[answer]++;
    },
    /** @throws Error where no schedule at all could be decided. */
    checked(): Checked {
      if (seen.undecided < seen.schedules || seen.schedules === 0) return seen;
      throw new Error('No schedule could be decided: the search gave up on all of them. Try fewer moves.');
    },
  };
}
