import { capacity, once } from '../../src/models/index.js';
import { closedFormSearch } from '../../src/oracle/contention/closed-form/search.js';
import type { Drawn } from './compare.js';

const per = ['resource'] as const;

/** Limits without time. */
export const closedForms: Drawn = {
  model: (random) =>
    [capacity({ per, limit: 1 + random.below(4) }), once({ per }), once({ per, onRepeat: 'update' })][
      random.below(3)
    ],
  search: closedFormSearch,
};
