import * as fc from 'fast-check';
import type { Model } from '../models/model.js';
import { accuse, exactly } from './accuse.js';
import { anySchedule, type Schedule } from './arbitraries/schedules.js';
import { tally, type Checked, type CheckOptions } from './check-limiter.js';
import { hunt } from './hunt.js';
import type { LimiterFactory } from './limiter.js';
import { play } from './play.js';
import { accusationText, tableText, thrownText } from './timeline.js';
import { turnstile, type Operation } from './turnstile.js';

/** Attempts, and whose operation goes next whenever several wait. */
interface Race {
  readonly schedule: Schedule;
  readonly choices: readonly number[];
}

/**
 * Tests an async limiter against a model with the attempts of an instant all under way together: their
 * operations on `world.interleaved(store)` are let through one at a time, in drawn orders. Finds what
 * is decided on something that is no longer true, such as check-then-set; the same seed finds it again.
 * @throws Error with the smallest timeline that proves the limiter wrong, and the order of operations.
 */
export async function checkRaces(
  limiter: LimiterFactory,
  model: Model,
  options: CheckOptions = {},
): Promise<Checked> {
  const seen = tally();
  const assumptions = { ...exactly, ...options.assumptions };
  const tryOne = async ({ schedule, choices }: Race): Promise<string | null> => {
    const { interleaved, run: together, operations } = turnstile(choices);
    const rows = await play(limiter, schedule, { clock: options.clock, interleaved, together });
    if (rows.some(({ answer }) => answer === 'threw'))
      return `${thrownText(rows)}\n\n${orderText(operations)}`;
    const heard = accuse(model, rows, assumptions);
    seen.count(rows, heard);
    return typeof heard === 'string'
      ? null
      : `${accusationText(heard, 'numbered')}\n\n${orderText(operations)}`;
  };
  const title = `The limiter is not ${model.describe} when attempts are under way together.`;
  await hunt(title, races(model, options), tryOne, options);
  return seen.checked();
}

function races(model: Model, options: CheckOptions): fc.Arbitrary<Race> {
  return fc.record({
    schedule: anySchedule(model, { moves: 5, ...options }),
    choices: fc.array(fc.nat({ max: 5 }), { maxLength: 30, size: 'max' }),
  });
}

function orderText(operations: readonly Operation[]): string {
  const lines = operations.map(({ who, call, result }) => [who, call, `-> ${result}`]);
  return lines.length === 0
    ? 'It did nothing on an interleaved store: hand it world.interleaved(store).'
    : `Its operations, in the order they ran:\n${tableText(lines)}`;
}
