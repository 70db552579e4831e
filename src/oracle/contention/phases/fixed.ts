import type { Budget } from '../budget.js';
import type { Question, Search, World } from '../search.js';
import type { Explained } from '../../verdict.js';
import { slotsOf } from '../restarting/slots.js';
import { gapsOf } from '../gaps.js';
import { phasesOf } from './ruled-out.js';
import { agreementOf, phaseOf, type Clocked } from './clocked.js';
import { viewOf, type View } from './view.js';
import { walkCells } from './walk.js';
import { nearbyOf, type Narrowing, type Nearby } from './nearby.js';
import type { Span } from './allowed.js';
import { costsOf, inPieces, type Pieces } from './costs.js';

/**
 * Searches for counters that start anew at every window of a clock. With a known phase windows are
 * independent but for the actions near their edges; an unknown phase is one of those that every window
 * of the key's history leaves. Exact where all attempts of a stretch cost the same; else attempts are
 * taken to pieces, which can prove that there is no explanation, but not that there is one.
 */
export function fixedPhaseSearch(world: World, clocked: Clocked): Search {
  const { windowUs, limit, originUs } = clocked;
  const { assumptions } = world;
  const slotsIn = slotsOf(world, limit);
  const costs = costsOf(world, limit);
  const counter: Counter = { world, clocked, slotsIn, costs, phaseUs: phaseOf(clocked, assumptions) };
  const explain = explainer(counter);
  let last: { readonly question: Question; readonly nearby: Nearby } | null = null;
  return {
    forgetsAfterUs: originUs === null ? Infinity : gapsOf(windowUs, assumptions).refuseUs,
    explain(question, budget) {
      const slots = slotsIn(question);
      if (slots !== null) return explain(question, slots.count, budget);
      const pieces = inPieces(question, costs);
      if (pieces === null) return 'unknown';
      return explain(pieces.question, limit, budget) === 'invalid' ? 'invalid' : 'unknown';
    },
    must(question, index) {
      if (last?.question !== question) last = { question, nearby: nearbyIn(counter, question) };
      return last.nearby.must(question, index);
    },
  };
}

/** A counter by a clock, and what is known of it. */
interface Counter {
  readonly world: World;
  readonly clocked: Clocked;
  readonly slotsIn: ReturnType<typeof slotsOf>;
  readonly costs: ReturnType<typeof costsOf>;
  /** `null`: nobody knows when windows begin. */
  readonly phaseUs: number | null;
}

function viewIn({ world, clocked }: Counter, question: Question): View {
  const { atUs, slackUs } = agreementOf(question, clocked);
  return viewOf(question, world.assumptions, atUs, slackUs);
}

function explainer(counter: Counter) {
  const { phaseUs } = counter;
  const { windowUs } = counter.clocked;
  // The phase that explained the last question most likely explains the next one, which differs in one answer.
  let luckyUs = 0;
  return (question: Question, slots: number, budget: Budget): Explained => {
    const seenSo = viewIn(counter, question);
    const shape = { windowUs, slots };
    if (phaseUs !== null) return explainedBy[walkCells(seenSo, shape, phaseUs, 0, Infinity, budget).kind];
    const phases = phasesOf(seenSo, shape, { firstUs: [luckyUs], strideUs: null }, budget);
    if (phases.explaining.length === 0) return phases.isComplete ? 'invalid' : 'unknown';
    [luckyUs] = phases.explaining;
    return 'valid';
  };
}

function nearbyIn(counter: Counter, question: Question): Nearby {
  const { slotsIn, costs, phaseUs } = counter;
  const { windowUs, limit } = counter.clocked;
  const whole = viewIn(counter, question);
  const isMixed = slotsIn(question) === null;
  const ground = {
    view: whole,
    costs: Float64Array.from(whole.indices, (index) => costs.of(question.actions[index].row)),
    refusalsCount: isMixed && costs.refusalsCount,
    windowUs,
    limit,
    phaseUs,
  };
  return nearbyOf(ground, phaseUs === null ? narrowingOf(counter, question, whole) : null);
}

/** What an unknown phase is narrowed down by. */
function narrowingOf(counter: Counter, question: Question, whole: View): Narrowing | null {
  const slots = counter.slotsIn(question);
  const placeOf = (index: number): Span => ({ fromUs: whole.places[index], toUs: whole.places[index] });
  if (slots !== null) return { view: whole, slots: slots.count, placesOf: placeOf };
  const pieces = inPieces(question, counter.costs);
  if (pieces === null) return null;
  const small = viewIn(counter, pieces.question);
  return {
    view: small,
    slots: counter.clocked.limit,
    placesOf: (index) => placesIn(small, pieces, index),
  };
}

/** The places of the pieces of an action, those between included. */
function placesIn({ places }: View, { from }: Pieces, index: number): Span {
  const own = places.subarray(from[index], from[index + 1]);
  return { fromUs: Math.min(...own), toUs: Math.max(...own) };
}

const explainedBy = { explained: 'valid', failed: 'invalid', 'gave-up': 'unknown' } as const;
