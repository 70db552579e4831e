import type { Model } from '../models/model.js';
import type { Evidence } from './evidence.js';
import type { Span } from './bounds.js';
import { beginningIn, modelAt, phasesAt, type Hypothesis } from './hypotheses.js';

/** One limit that is still possible, with all its numbers: rounds are planned by what it would answer. */
export interface Sample {
  readonly hypothesis: Hypothesis;
  readonly model: Model;
  /** Samples of one cell differ by so little that it is chance what tells them apart. */
  readonly cell: number;
  /** How much it counts: all samples of a hypothesis together count as much as those of another one. */
  readonly weight: number;
  /** How long it can take until nothing of an attempt is remembered; 0 where it is never forgotten. */
  readonly recoveryUs: number;
}

/** So many samples of one hypothesis, fewer where there are many, and so many where its length is known closely. */
const samplesMost = 9;
const samplesNarrow = 3;
const samplesTogether = 120;

/**
 * Some of all that is possible, spread evenly; over wide ranges evenly by ratio. Lengths known closer
 * than `narrowUs` are one cell.
 */
export function samplesOf(
  hypotheses: readonly Hypothesis[],
  evidence: Evidence,
  narrowUs: number,
): readonly Sample[] {
  const affordable = Math.floor(samplesTogether / Math.max(1, hypotheses.length));
  const most = Math.max(samplesNarrow, Math.min(samplesMost, affordable));
  return hypotheses.flatMap((hypothesis, index) => {
    const isNarrow = isNarrowOf(hypothesis, evidence, narrowUs);
    const models = modelsOf(hypothesis, evidence, isNarrow ? samplesNarrow : most);
    return models.map((model, at) => ({
      hypothesis,
      model,
      cell: index * samplesMost + (isNarrow ? 0 : at),
      weight: 1 / models.length,
      recoveryUs: Number.isFinite(model.recoveryUs) ? model.recoveryUs : 0,
    }));
  });
}

function isNarrowOf(hypothesis: Hypothesis, evidence: Evidence, narrowUs: number): boolean {
  const { family, spans } = hypothesis;
  const [first, last] = [spans[0], spans[spans.length - 1]];
  const closeUs = Math.max(evidence.resolutionUs, Math.min(narrowUs, first.least / 4));
  if (last.most - first.least > closeUs) return false;
  if (family.name !== 'clock') return true;
  const begins = beginningIn(hypothesis, evidence);
  return begins === null || begins.most - begins.least <= closeUs;
}

function modelsOf(hypothesis: Hypothesis, evidence: Evidence, count: number): readonly Model[] {
  if (hypothesis.family.timeName === null) return [modelAt(hypothesis, 1)];
  if (hypothesis.family.name === 'clock') return clockModels(hypothesis, evidence, count);
  return Array.from({ length: count }, (_, at) =>
    modelAt(hypothesis, lengthAt(hypothesis, (at + 0.5) / count)),
  );
}

/** The length at a share of all that is left, from the shortest to the longest. */
function lengthAt({ spans }: Hypothesis, share: number): number {
  const [first, last] = [spans[0], spans[spans.length - 1]];
  if (last.most > 2 * first.least && spans.length === 1) {
    // Halving a ratio again and again instead of powers, which differ between engines.
    let [low, high] = [first.least, last.most];
    let [from, to] = [0, 1];
    for (let halving = 0; halving < 12; halving++) {
      const middle = Math.sqrt(low * high);
      if (share < (from + to) / 2) [high, to] = [middle, (from + to) / 2];
      else [low, from] = [middle, (from + to) / 2];
    }
    return Math.max(first.least, Math.min(last.most, Math.round(Math.sqrt(low * high))));
  }
  return placeAt(spans, share);
}

/** The place at a share of what spans cover together. */
function placeAt(spans: readonly Span[], share: number): number {
  const widthUs = spans.reduce((sum, { least, most }) => sum + most - least + 1, 0);
  let leftUs = Math.floor(widthUs * share);
  for (const { least, most } of spans) {
    if (leftUs <= most - least) return least + leftUs;
    leftUs -= most - least + 1;
  }
  return spans[spans.length - 1].most;
}

/** Lengths with phases that go with them; where there are several phases, another one each time. */
function clockModels(hypothesis: Hypothesis, evidence: Evidence, most: number): readonly Model[] {
  const models: Model[] = [];
  for (let at = 0; at < most; at++) {
    const us = lengthAt(hypothesis, (at + 0.5) / most);
    const phases = phasesAt(hypothesis, us, evidence);
    const widthUs = phases.reduce((sum, span) => sum + span.most - span.least + 1, 0);
    if (widthUs === 0) continue;
    // The golden ratio spreads whatever the number of samples.
    const originUs = placeAt(phases, (0.5 + at * 0.6180339887) % 1);
    models.push(modelAt(hypothesis, us, originUs));
  }
  return models;
}
