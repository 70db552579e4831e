import type { Budget } from '../budget.js';
import type { Question, Search, World } from '../search.js';
import type { Explained } from '../../verdict.js';
import { slotsOf, type Slots } from '../restarting/slots.js';
import { gapsOf } from '../gaps.js';
import { phasesOf } from './ruled-out.js';
import { agreementOf, phaseOf, type Clocked } from './clocked.js';
import { viewOf, type View } from './view.js';
import { walkCells } from './walk.js';
import { nearbyOf, type Nearby } from './nearby.js';

/**
 * Searches for counters that start anew at every window of a clock. With a known phase windows are
 * independent but for the actions near their edges; an unknown phase is one of those that every window
 * of the key's history leaves. Exact where all attempts of a stretch cost the same; else it says `unknown`.
 */
export function fixedPhaseSearch(world: World, clocked: Clocked): Search {
  const { windowUs, limit } = clocked;
  const slotsIn = slotsOf(world, limit);
  let last: { readonly question: Question; readonly nearby: Nearby | null } | null = null;
  // The phase that explained the last question most likely explains the next one, which differs in one answer.
  let luckyUs = 0;
  const view = (question: Question): View => {
    const { atUs, slackUs } = agreementOf(question, clocked);
    return viewOf(question, world.assumptions, atUs, slackUs);
  };
  const explain = (question: Question, slots: Slots, budget: Budget): Explained => {
    const seenSo = view(question);
    const shape = { windowUs, slots: slots.count };
    const phaseUs = phaseOf(clocked, world.assumptions);
    if (phaseUs !== null) return explainedBy[walkCells(seenSo, shape, phaseUs, 0, Infinity, budget).kind];
    const phases = phasesOf(seenSo, shape, { firstUs: [luckyUs], strideUs: null }, budget);
    if (phases.explaining.length === 0) return phases.isComplete ? 'invalid' : 'unknown';
    [luckyUs] = phases.explaining;
    return 'valid';
  };
  return {
    forgetsAfterUs: clocked.originUs === null ? Infinity : gapsOf(windowUs, world.assumptions).refuseUs,
    explain(question, budget) {
      const slots = slotsIn(question);
      return slots === null ? 'unknown' : explain(question, slots, budget);
    },
    must(question, index) {
      if (last?.question !== question) {
        const slots = slotsIn(question);
        const shape = slots === null ? null : { windowUs, slots: slots.count };
        const phaseUs = phaseOf(clocked, world.assumptions);
        last = { question, nearby: shape === null ? null : nearbyOf(view(question), shape, phaseUs) };
      }
      return last.nearby === null ? null : last.nearby.must(question, index);
    },
  };
}

const explainedBy = { explained: 'valid', failed: 'invalid', 'gave-up': 'unknown' } as const;
