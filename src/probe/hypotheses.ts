import type { KeyField } from '../history/action.js';
import type { Model } from '../models/model.js';
import { boundsOf, type Span } from './bounds.js';
import { beginningOf, demandsOf, lengthsOf, phasesOf } from './clock.js';
import type { ProbeSpec } from './contract.js';
import type { Evidence } from './evidence.js';
import { families, familyNames, type Family } from './families.js';
import { isAnyPossible, isPossible } from './possible.js';
import { narrowed } from './spans.js';

/** A kind of limit on some key with some count, and all lengths it can have. */
export interface Hypothesis {
  readonly family: Family;
  readonly per: readonly KeyField[];
  readonly count: number;
  /** Ascending, apart; of a limit without time one span that means nothing. */
  readonly spans: readonly Span[];
}

/** What a limit may be counted on, as far as a probe can tell. */
const keysAsked: readonly (readonly KeyField[])[] = [
  ['user'],
  ['resource'],
  ['user', 'resource'],
  [],
  ['connection'],
  ['connection', 'resource'],
];

/** Everything a probe thinks of before anything is answered, with counts up to `countMost`. */
export function hypothesesOf({ longestUs }: ProbeSpec, countMost: number): readonly Hypothesis[] {
  return familyNames.flatMap((name) => {
    const family = families[name];
    const counts = family.countName === null ? 1 : countMost;
    return keysAsked.flatMap((per) =>
      Array.from({ length: Math.max(0, counts - family.countLeast + 1) }, (_, index) => ({
        family,
        per,
        count: index + family.countLeast,
        spans: [{ least: 1, most: longestUs }],
      })),
    );
  });
}

/**
 * What is left of hypotheses after more was seen. Only what nothing can explain goes, so what is true
 * stays.
 */
export function surviving(hypotheses: readonly Hypothesis[], evidence: Evidence): readonly Hypothesis[] {
  const known = new Map<string, readonly Span[]>();
  return hypotheses.flatMap((hypothesis) => {
    const { family, per, count, spans } = hypothesis;
    const spansText = spans.map(({ least, most }) => `${least}-${most}`).join();
    const name = `${family.name}/${count}/${spansText}/${evidence.keys(per).signature}`;
    const left = known.get(name) ?? spansLeft(hypothesis, evidence, hypotheses.length);
    known.set(name, left);
    return left.length === 0 ? [] : [{ ...hypothesis, spans: left }];
  });
}

function spansLeft(
  { family, per, count, spans }: Hypothesis,
  evidence: Evidence,
  hypotheses: number,
): readonly Span[] {
  const keys = evidence.keys(per).all;
  const bounds = boundsOf(family.name, count, keys, evidence.pastUntilUs === null);
  const within = spans.flatMap(({ least, most }) => {
    const span = { least: Math.max(least, bounds.least), most: Math.min(most, bounds.most) };
    return span.least <= span.most ? [span] : [];
  });
  if (within.length === 0) return [];
  if (family.name === 'clock') return lengthsOf(demandsOf(count, keys), within, evidence.resolutionUs / 2);
  const possible = (us: number): boolean => isPossible(family.model(per, count, us), evidence);
  if (family.timeName === null) return possible(1) ? within : [];
  return narrowed(within, {
    isPossible: possible,
    isAnyPossible: (least, most) =>
      isAnyPossible((us) => family.model(per, count, us), least, most, evidence),
    enough: family.name === 'window' ? 5 : 3,
    precisionUs: Math.ceil(evidence.resolutionUs / 32),
    trialsMost: trialsFor(count, hypotheses),
  });
}

/** How many lengths are tried of one of so many hypotheses. Searches take time with the square of the count. */
function trialsFor(count: number, hypotheses: number): number {
  const most = Math.min(120, Math.max(16, Math.floor(1600 / hypotheses)));
  return count > 12 ? Math.floor(most / 4) : most;
}

/** When windows by a clock can begin, if they are about so long: of a hypothesis about these. */
export function phasesAt({ per, count }: Hypothesis, windowUs: number, evidence: Evidence): readonly Span[] {
  return phasesOf(demandsOf(count, evidence.keys(per).all), windowUs, 0);
}

/** Between which instants a window by a clock begins, whatever its length of all that are left. */
export function beginningIn({ per, count, spans }: Hypothesis, evidence: Evidence): Span | null {
  return beginningOf(demandsOf(count, evidence.keys(per).all), spans);
}

/** The model of a hypothesis at one length. */
export function modelAt({ family, per, count }: Hypothesis, us: number, originUs?: number): Model {
  return family.model(per, count, us, originUs);
}
