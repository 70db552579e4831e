import { survivingPhases } from './contention/phases/search.js';
import { sightingsOf, stretchesOf } from './contention/searched/stretches.js';
import { worldOf } from './contention/world.js';
import type { Span } from './contention/restarts.js';
import { durationText } from './duration-text.js';
import { settingOf, type Found, type Hearing } from './hearing.js';
import { searchOf } from './contention/searches.js';

/** Of so many keys it is looked up when windows can begin. */
const keysMost = 10;

/**
 * Where windows follow a clock that nobody told of: when they can begin, as far as the answers leave
 * it open, by the key that says most; `null` where the model has no such clock, or nothing is learnt.
 */
export function phaseNote(hearing: Hearing, found: readonly Found[]): string | null {
  const { model, history, assumptions, windows } = hearing;
  const { driver } = model;
  if (driver.kind !== 'phases' || driver.originUs !== null) return null;
  const world = worldOf(model, history, assumptions);
  const setting = settingOf(hearing, searchOf(world));
  const busiest = found
    .filter(({ verdict }) => verdict.history === 'valid')
    .sort((a, b) => b.rows.length - a.rows.length)
    .slice(0, keysMost);
  const estimates = busiest.flatMap(({ rows }) => {
    const [question] = stretchesOf(sightingsOf(windows, rows, setting), setting);
    if (question === undefined) return [];
    return [survivingPhases(world, question, { left: 2_000_000 })];
  });
  const narrowest = estimates.sort((a, b) => lengthOf(a) - lengthOf(b))[0] ?? [];
  if (narrowest.length === 0 || lengthOf(narrowest) >= driver.windowUs) return null;
  const spans = narrowest.map(({ fromUs, toUs }) => `${durationText(fromUs)} and ${durationText(toUs)}`);
  return `windows of ${durationText(driver.windowUs)} begin between ${spans.join(', or between ')}, counted from a whole number of windows after the origin of the run`;
}

const lengthOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs + 1, 0);
