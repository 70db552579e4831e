import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Windows } from '../oracle/contention/windows.js';
import type { ReportedViolation } from './reported-violation.js';
import type { ReportedModel } from './shown.js';

export type Constraint = ReportedViolation['constraint'];

/** What stretches are found with. */
export interface Setting {
  readonly history: History;
  readonly assumptions: Assumptions;
  readonly model: ReportedModel;
  /** Widened, as the judge widens them. */
  readonly windows: Windows;
}

/** Whether two actions are counted on one key. */
export function isOnKeyOf({ history, model }: Setting, row: number, other: number): boolean {
  return model.per.every((field) => {
    const codes = history.codes(field);
    return codes[row] === codes[other];
  });
}
