import { keyTextOf } from '../models/all-of.js';
import type { Model } from '../models/model.js';
import { anySchedule, type Schedule } from './arbitraries/schedules.js';
import { checkAnswers, type Checked, type CheckOptions } from './check-limiter.js';
import { hunt } from './hunt.js';
import type { LimiterFactory } from './limiter.js';
import { play, type Row } from './play.js';
import { rowsText, thrownText } from './timeline.js';

/** It never accepts what the model refuses; it may refuse more. @throws Error with the shortest timeline. */
function neverMoreThanTheModel(
  limiter: LimiterFactory,
  model: Model,
  options: CheckOptions = {},
): Promise<Checked> {
  // Where others may have used the limit unseen, every refusal is right.
  const assumptions = { ...options.assumptions, exclusive: false };
  const title = `The limiter accepts more than ${model.describe}.`;
  return checkAnswers(limiter, model, { ...options, assumptions }, title);
}

/** It never refuses what the model accepts; it may accept more. @throws Error with the shortest timeline. */
function neverLessThanTheModel(
  limiter: LimiterFactory,
  model: Model,
  options: CheckOptions = {},
): Promise<Checked> {
  const title = `The limiter accepts less than ${model.describe}.`;
  return checkAnswers(limiter, model, options, title, ({ kind }) => kind === 'false-reject');
}

/**
 * What was refused changes nothing: without a refused attempt all others get the same answers. Of
 * the model only the lengths of time are used, so that it holds for any limiter that forgives refusals.
 * @throws Error with the attempts that were answered otherwise.
 */
function rejectsDoNotExtend(
  limiter: LimiterFactory,
  model: Model,
  options: CheckOptions = {},
): Promise<void> {
  return sameWithout(limiter, model, options, {
    title: 'A refused attempt changes what comes after it.',
    without: 'without one that was refused before',
    parts: (rows) =>
      rows
        .filter(({ answer }) => answer === 'refused')
        .map((refused) => rows.filter((row) => row !== refused)),
  });
}

/**
 * Keys do not see each other: on its own each key gets the same answers. Of the model only the key and
 * the lengths of time are used.
 * @throws Error with the attempts that were answered otherwise.
 * @throws RangeError for a composition, which has several keys.
 */
async function keysAreIndependent(
  limiter: LimiterFactory,
  model: Model,
  options: CheckOptions = {},
): Promise<void> {
  if (model.driver.kind === 'composed')
    throw new RangeError('a composition has several keys: check its limits');
  await sameWithout(limiter, model, options, {
    title: `The limiter is not counted per ${model.per.join(' and ')}: another key changes an answer.`,
    without: 'without the other keys',
    parts: (rows) => {
      const keys = new Set(rows.map((row) => keyTextOf(model, row)));
      return [...keys].map((key) => rows.filter((row) => keyTextOf(model, row) === key));
    },
  });
}

/** Laws that a limiter can be held to one by one. They only throw, in any test runner. */
export const laws = { neverMoreThanTheModel, neverLessThanTheModel, rejectsDoNotExtend, keysAreIndependent };

/** Attempts that are played again without the others, and must be answered as before. */
interface Retold {
  readonly title: string;
  readonly without: string;
  readonly parts: (rows: readonly Row[]) => readonly (readonly Row[])[];
}

function sameWithout(
  limiter: LimiterFactory,
  model: Model,
  options: CheckOptions,
  { title, without, parts }: Retold,
): Promise<void> {
  const played = (schedule: Schedule) => play(limiter, schedule, { clock: options.clock });
  const tryOne = async (schedule: Schedule): Promise<string | null> => {
    const rows = await played(schedule);
    if (rows.at(-1)?.answer === 'threw') return thrownText(rows);
    for (const part of parts(rows)) {
      const again = await played(part);
      const other = again.findIndex(({ answer }, index) => answer !== part[index].answer);
      if (other < 0) continue;
      const odd = rows.map((row) =>
        row.turn === part[other].turn ? `${again[other].answer} ${without}` : '',
      );
      return rowsText(rows, odd);
    }
    return null;
  };
  return hunt(title, anySchedule(model, options), tryOne, options);
}
