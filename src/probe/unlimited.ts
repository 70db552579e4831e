import type { Model } from '../models/model.js';

/** What refuses nothing. */
export const unlimited: Model<null> = {
  name: 'none',
  per: [],
  driver: { kind: 'closed-form', limit: Infinity },
  parameters: {},
  describe: 'no limit',
  recoveryUs: 0,
  spacingUs: 1,
  init: () => null,
  decide: () => ({ accepts: true, next: null }),
};
