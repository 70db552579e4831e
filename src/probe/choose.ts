import type { Draft } from './experiments.js';
import { tryOf } from './replay.js';
import type { Situation } from './situation.js';

/** Less than that, in bits, is not worth a round. */
const bitsLeast = 0.02;

/** What a round costs besides its time and its actions, as a share of the whole budget. */
const costOfAsking = 0.03;

/** What to do next. */
export type Choice =
  | { readonly kind: 'ask'; readonly draft: Draft }
  /** No round would split what is possible. */
  | { readonly kind: 'done' }
  /** What would split it is not left in the budget. */
  | { readonly kind: 'used-up' };

/**
 * The round that tells most for what it costs: how evenly it splits all that is possible by what would be
 * answered (the entropy of the answers), per share of the budget.
 */
export function chosenOf(drafts: readonly Draft[], situation: Situation): Choice {
  let best: { readonly draft: Draft; readonly score: number } | null = null;
  let isAnyTooDear = false;
  for (const draft of drafts) {
    const bits = bitsOf(draft, situation);
    if (bits < bitsLeast) continue;
    const durationUs = draft.restUs + (draft.steps[draft.steps.length - 1]?.atUs ?? 0);
    if (draft.steps.length > situation.actionsLeft || durationUs > situation.timeLeftUs) {
      isAnyTooDear = true;
      continue;
    }
    const { actions, timeUs } = situation.spec.budget;
    const score = bits / (costOfAsking + draft.steps.length / actions + durationUs / timeUs);
    if (best === null || score > best.score) best = { draft, score };
  }
  if (best !== null) return { kind: 'ask', draft: best.draft };
  return { kind: isAnyTooDear ? 'used-up' : 'done' };
}

/**
 * How many bits the answers to a round tell about which cell is true: how uncertain they are, less how
 * uncertain they would still be if that was known.
 */
export function bitsOf({ restUs, steps, foreseen = [] }: Draft, situation: Situation): number {
  const { imagined, nowUs, rounds, spec } = situation;
  const fromUs = nowUs + restUs + Math.floor(spec.roundTripUs / 2);
  const tries = [
    ...steps.map((step) => tryOf(step, rounds.length)),
    ...foreseen.map((step) => tryOf(step, rounds.length + 1)),
  ];
  const all = new Map<string, number>();
  const cells = new Map<number, Map<string, number>>();
  for (const { limiter, weight, cell } of imagined) {
    const own = limiter.copy();
    let answers = '';
    for (const one of tries) answers += own.answer(one, fromUs + one.atUs) ? '+' : '-';
    const inCell = cells.get(cell) ?? new Map<string, number>();
    cells.set(cell, inCell);
    for (const weights of [all, inCell]) weights.set(answers, (weights.get(answers) ?? 0) + weight);
  }
  const total = sumOf(all);
  let bits = entropyOf(all);
  for (const weights of cells.values()) bits -= (sumOf(weights) / total) * entropyOf(weights);
  return bits;
}

function sumOf(weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight;
  return sum;
}

function entropyOf(weights: ReadonlyMap<string, number>): number {
  const total = sumOf(weights);
  let bits = 0;
  for (const weight of weights.values()) bits -= (weight / total) * log2(weight / total);
  return bits;
}

/** The logarithm to base 2 of a number from 0 to 1, the same on every engine. */
function log2(share: number): number {
  let [rest, whole, part, digit] = [share, 0, 0, 1];
  while (rest < 1) {
    rest *= 2;
    whole--;
  }
  for (let place = 0; place < 20; place++) {
    digit /= 2;
    rest *= rest;
    if (rest >= 2) {
      rest /= 2;
      part += digit;
    }
  }
  return whole + part;
}
