import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import type { Verdict } from './verdict.js';
export function judge(model: Model, history: History, assumptions: Assumptions): Verdict {
  return { model: model.name, assumptions, history: 'unknown', decided: 0, correct: 0, undecidable: 0, trueAccepts: 0, trueRejects: 0, falseAccepts: 0, falseRejects: 0, wrongReasons: 0, nearEdge: 0, marginUs: null, keys: { valid: 0, invalid: 0, unknown: 0, vacuous: 0, results: [] }, violations: [], perAction: new Uint8Array(history.length), void: null, notes: ['STUB'] };
}
