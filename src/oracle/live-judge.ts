import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
export function liveJudge(_m: Model, _a: Assumptions) {
  return { settled: (_: unknown) => {}, verdict: () => ({ decided: 0, correct: 0, undecidable: 0, violations: 0 }) };
}
