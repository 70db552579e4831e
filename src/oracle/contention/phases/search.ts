import type { Question, Search, World } from '../search.js';
import { slotsOf } from '../restarting/slots.js';
import { allowedBy, type Span } from './allowed.js';
import { agreementOf, type Clocked } from './clocked.js';
import { fixedPhaseSearch } from './fixed.js';
import { phasesOf } from './ruled-out.js';
import { slidingPhaseSearch } from './sliding.js';
import { viewOf } from './view.js';

/** Searches for limits whose windows follow each other by a clock, as `INCR` under a key with the minute in its name. */
export function phaseSearch(world: World): Search {
  const clocked = clockedOf(world);
  switch (clocked.counter) {
    case 'fixed':
      return fixedPhaseSearch(world, clocked);
    case 'sliding':
      return slidingPhaseSearch(world, clocked);
  }
}

/**
 * Estimates when the windows of a counter begin: all phases (one of the instants at which a window
 * begins, modulo its length, at the middle of the question) that the answers do not rule out, ascending.
 * Some of them may not explain everything, but what is missing explains nothing. All phases where the
 * budget is too small or the attempts cost differently; none: no phase explains the answers.
 */
export function survivingPhases(world: World, question: Question, budget: { left: number }): readonly Span[] {
  const clocked = clockedOf(world);
  const { windowUs, limit } = clocked;
  const slots = slotsOf(world, limit)(question);
  const all = [{ fromUs: 0, toUs: windowUs - 1 }];
  if (slots === null || clocked.counter === 'sliding') return all;
  const { atUs, slackUs } = agreementOf(question, clocked);
  const view = viewOf(question, world.assumptions, atUs, slackUs);
  const strideUs = Math.max(1, Math.floor(windowUs / 256));
  const shape = { windowUs, slots: slots.count };
  return allowedBy(phasesOf(view, shape, { firstUs: [], strideUs }, budget).ruledOut, windowUs);
}

function clockedOf({ model: { driver, name } }: World): Clocked {
  if (driver.kind !== 'phases') throw new RangeError(`${name} is no limit with windows by a clock`);
  return driver;
}
