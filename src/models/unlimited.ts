import type { Model } from './model.js';

/**
 * No limit at all: every accept is right, every refusal is wrong. For runs that are about something else, as
 * deliveries, state or latency; what a scenario without a model has.
 */
export function unlimited(): Model<null> {
  return {
    name: 'unlimited',
    per: [],
    driver: { kind: 'closed-form', limit: Infinity },
    parameters: {},
    describe: 'no limit',
    recoveryUs: 0,
    spacingUs: 0,
    init: () => null,
    decide: () => ({ accepts: true, next: null }),
  };
}
