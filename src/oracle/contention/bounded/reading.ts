import type { Attempt, Decision, Model } from '../../../models/model.js';
import type { Assumptions } from '../../../models/assumptions.js';
import type { TurnsState } from '../../../models/turns.js';
import { gapsOf } from '../gaps.js';

/** A model with every allowance for the server's clock: what it may answer, and what it may remember then. */
export interface Reading {
  /** The durations whose sums can matter, shortest and longest of each. */
  readonly durationsUs: readonly number[];
  /** How far clocks may differ where durations cannot stretch, so that windows have to. */
  readonly driftPpm: number;
  /** Whether nothing beyond these answers is possible; if not, no history is proven wrong. */
  readonly isWhole: boolean;
  /** Whether these answers are all possible; if not, no history is proven right. */
  readonly isPossible: boolean;
  /** After so long without an attempt nothing from before matters. */
  readonly forgetsAfterUs: number;
  init(): unknown;
  decisions(state: unknown, attempt: Attempt, atUs: number): readonly Decision<unknown>[];
}

/**
 * Reads a model under assumptions. Where the model can be made with other durations, each answer may be
 * the one of the shortest or of the longest: a limit that ends in between answers as one of them does.
 * Where it cannot, the server's whole clock stretches instead, and the windows with it.
 */
export function readingOf(model: Model, durationsUs: readonly number[], assumptions: Assumptions): Reading {
  const { driver } = model;
  if (durationsUs.length === 0) return plainly(model, [], 0);
  if (driver.kind === 'bounded' && driver.stretched !== null) {
    const shortestUs = Math.min(...durationsUs.map((us) => gapsOf(us, assumptions).acceptUs));
    if (shortestUs < 1) return { ...plainly(model, durationsUs, 0), isWhole: false, isPossible: false };
    return stretching(
      driver.stretched((us) => gapsOf(us, assumptions).acceptUs),
      driver.stretched((us) => gapsOf(us, assumptions).refuseUs),
    );
  }
  const { driftPpm, graceUs, boundary } = assumptions;
  const decidesItself = driver.kind === 'bounded';
  return {
    ...plainly(model, durationsUs, driftPpm),
    forgetsAfterUs: Math.ceil(model.recoveryUs * (1 + rateOf(driftPpm))) + graceUs.late,
    isWhole: graceUs.early === 0 && graceUs.late === 0 && (decidesItself || boundary === 'inclusive'),
    isPossible: decidesItself || boundary === 'inclusive',
  };
}

/** How much longer a duration may look on one clock than on the other, as a share. */
export const rateOf = (driftPpm: number): number => driftPpm / (1_000_000 - driftPpm);

function plainly(model: Model, durationsUs: readonly number[], driftPpm: number): Reading {
  return {
    durationsUs,
    driftPpm,
    isWhole: true,
    isPossible: true,
    forgetsAfterUs: model.recoveryUs,
    init: () => model.init(),
    decisions: (state, attempt, atUs) => [model.decide(state, attempt, atUs)],
  };
}

function stretching(shortest: Model, longest: Model): Reading {
  const durationsUs = [...new Set([...durationsOf(shortest), ...durationsOf(longest)])];
  const plain = plainly(longest, durationsUs, 0);
  if (durationsUs.length === durationsOf(longest).length) return plain;
  if (longest.name === 'turns') return { ...plain, decisions: passing(shortest, longest) };
  return {
    ...plain,
    decisions: (state, attempt, atUs) => [
      longest.decide(state, attempt, atUs),
      shortest.decide(state, attempt, atUs),
    ],
  };
}

/** A turn may have passed any number of times between what the longest and the shortest timeout say. */
function passing(shortest: Model, longest: Model): Reading['decisions'] {
  const [leastUs] = durationsOf(shortest);
  const [mostUs] = durationsOf(longest);
  const users = (longest.parameters['order'] as readonly string[]).length;
  return (state, attempt, atUs) => {
    const { sinceUs } = state as TurnsState;
    if (sinceUs === null) return [longest.decide(state, attempt, atUs)];
    const least = Math.floor((atUs - sinceUs) / mostUs);
    const most = Math.min(Math.floor((atUs - sinceUs) / leastUs), least + users - 1);
    return Array.from({ length: most - least + 1 }, (_, more) => {
      const { accepts, next } = longest.decide(state, attempt, sinceUs + (least + more) * mostUs);
      return { accepts, next: accepts ? { ...(next as object), sinceUs: atUs } : next };
    });
  };
}

const durationsOf = ({ driver }: Model): readonly number[] =>
  driver.kind === 'bounded' ? driver.durationsUs : [];
