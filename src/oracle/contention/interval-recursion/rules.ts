import type { Assumptions } from '../../../models/assumptions.js';
import type { Rules } from './course.js';
import { gapsOf } from '../gaps.js';
import type { Span } from '../restarts.js';

/**
 * What holds for every key of a history. A reject only needs an explanation when every accept that
 * could be its cause is in the history: nobody else uses the keys, and the history is whole.
 */
export function rulesOf(everyUs: number, assumptions: Assumptions, restarts: readonly Span[]): Rules {
  return {
    gaps: gapsOf(everyUs, assumptions),
    restarts,
    rejectsBind: assumptions.exclusive && assumptions.complete,
    initial: assumptions.initial,
  };
}
