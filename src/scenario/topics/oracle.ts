import { z } from 'zod';
import { defaults } from '../defaults.js';
import { duration, durationOrNever } from '../fields/duration-field.js';
import { share } from '../fields/numbers.js';
import { strict } from '../fields/strict.js';

const grace = strict({ early: duration().prefault('0ms'), late: duration().prefault('0ms') });

/** What the judge takes for granted, and when a run proves enough. */
export const oracle = strict({
  tick: duration().prefault(defaults.oracle.tick).describe("The step of the server's clock."),
  drift: z
    .number()
    .min(0)
    .max(500_000)
    .prefault(defaults.oracle.drift)
    .describe('Clock drift allowed, in parts per million.'),
  grace: grace.prefault({}).describe('How much early or late a limit may end.'),
  horizon: durationOrNever()
    .prefault('never')
    .describe('After this long an unanswered action cannot act any more.'),
  initial: z.enum(['fresh', 'unknown']).optional().describe('Whether every key starts with no past.'),
  exclusive: z.boolean().prefault(true).describe('False when others use the same keys.'),
  complete: z.boolean().prefault(true).describe('False when some actions on the keys are not recorded.'),
  state: z
    .enum(['durable', 'perProcess'])
    .prefault('durable')
    .describe("Whether the limiter's state survives a restart."),
  boundary: z
    .enum(['inclusive', 'exclusive'])
    .prefault('inclusive')
    .describe('Whether exactly the limit is accepted.'),
  minMargin: duration().optional().describe('Proofs thinner than this do not accuse; one tick when absent.'),
  minResolution: share()
    .prefault(defaults.oracle.minResolution)
    .describe('Below this share of decided outcomes a run is inconclusive.'),
  prove: z
    .enum(['both', 'accepts', 'rejects'])
    .prefault(defaults.oracle.prove)
    .describe('Which kinds of outcome must have been decided.'),
});

/** How connections open and come back. */
export const connect = strict({
  over: duration().prefault(defaults.connect.over).describe('Connections open over this long.'),
  timeout: duration().prefault(defaults.connect.timeout).describe('Everybody must be connected by then.'),
  reconnectAfter: durationOrNever()
    .prefault(defaults.connect.reconnectAfter)
    .describe('When a lost connection is opened again.'),
});
