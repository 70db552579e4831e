import type { Assumptions } from '../../src/models/assumptions.js';
import type { Model } from '../../src/models/model.js';
import type { Question, Search, World } from '../../src/oracle/contention/search.js';
import { seen } from '../../src/oracle/contention/windows.js';
import type { Random } from '../../src/plan/random.js';
import { exactly } from './compare.js';

const attempt = { user: 'u', resource: 'r', action: 'act', cost: 1 };

/** A server with a clock of its own, and what the judge takes for granted about it. */
export interface Clocks {
  readonly model: Model;
  readonly search: (world: World) => Search;
  readonly assumptions: Assumptions;
  /** What the server's clock shows at an instant. */
  readonly serverUs: (atUs: number) => number;
  readonly spanUs: number;
}

/** One run against a correct server with such a clock. Throws when it is accused. Returns how many answers were certain. */
export function neverAccused(random: Random, clocks: Clocks): number {
  const { model, search, assumptions, serverUs, spanUs } = clocks;
  const count = 2 + random.below(14);
  const width = [1, 4, 15][random.below(3)];
  const instants = Array.from({ length: count }, () => random.below(spanUs)).sort((a, b) => a - b);
  let state = model.init();
  const answers: boolean[] = [];
  const actions = instants.map((atUs, row) => {
    const { accepts, next } = model.decide(state, attempt, serverUs(atUs));
    state = next;
    answers.push(accepts);
    const endUs = random.below(20) === 0 ? Infinity : atUs + random.below(width);
    const isUnknown = endUs === Infinity || random.below(10) === 0;
    const kind = isUnknown ? seen.unknown : accepts ? seen.accept : seen.reject;
    return { row, startUs: atUs - random.below(width), endUs, seen: kind };
  });
  actions.sort((a, b) => a.startUs - b.startUs || (a.endUs === b.endUs ? a.row - b.row : a.endUs - b.endUs));
  const question: Question = { actions, pastUntilUs: null, isAlone: true };
  const made = search({ model, assumptions, attemptAt: () => attempt, reasonAt: () => undefined });
  const told = JSON.stringify({
    parameters: model.parameters,
    instants,
    shown: instants.map(serverUs),
    actions,
  });
  if (made.explain(question, { left: 1e6 }) === 'invalid') throw new Error(`accused: ${told}`);
  let musts = 0;
  actions.forEach(({ row }, index) => {
    const must = made.must(question, index);
    if (must === null) return;
    musts++;
    if ((must.answer === 'accept') !== answers[row]) throw new Error(`must ${row} ${must.answer}: ${told}`);
  });
  return musts;
}

/** Clock rates that differ by up to so much, either way. */
export function rateOf(random: Random, driftPpm: number): number {
  const share = driftPpm / 1_000_000;
  const [least, most] = [1 / (1 + share), 1 / (1 - share)];
  return [least, most, least + random.unit() * (most - least)][random.below(3)];
}

/** What is taken for granted when clocks may drift. */
export const drifting = (driftPpm: number): Assumptions => ({ ...exactly, driftPpm });
