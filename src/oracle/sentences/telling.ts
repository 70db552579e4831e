import type { KeyField } from '../../history/action.js';
import type { History } from '../../history/history.js';
import type { Assumptions } from '../../models/assumptions.js';
import type { Model } from '../../models/model.js';
import type { Widening } from '../contention/windows.js';

/** What a sentence needs to know besides the fault. */
export interface Telling {
  readonly history: History;
  readonly model: Model;
  readonly per: readonly KeyField[];
  readonly assumptions: Assumptions;
  readonly widening: Widening;
  /** Whether other limits hold beside the model, so that a sentence has to say which one it is about. */
  readonly isOneOfSeveral?: true;
}
