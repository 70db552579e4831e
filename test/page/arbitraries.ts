import * as fc from 'fast-check';
import type { Contention } from '../../src/report/contention.js';
import { outcomeKinds } from '../../src/history/outcome.js';
import { judgements } from '../../src/oracle/verdict.js';
import {
  packedContention,
  unpackedContention,
  type Actions,
} from '../../src/reporters/html/packed-contention.js';

/** The same each time, unless a seed is asked for; fast-check prints it where a law is broken. */
fc.configureGlobal({ seed: Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_107) });

const names = fc.array(fc.string({ maxLength: 4 }), { minLength: 1, maxLength: 5 });

const row = fc.record({
  id: fc.oneof(fc.nat(), fc.string({ maxLength: 3 })),
  user: fc.nat(),
  resource: fc.nat(),
  key: fc.nat(),
  phase: fc.nat(),
  sentAtUs: fc.oneof(fc.nat(12), fc.nat(200)),
  tookUs: fc.option(fc.oneof(fc.nat(6), fc.nat(60)), { freq: 8 }),
  outcome: fc.nat(outcomeKinds.length - 1),
  judgement: fc.nat(judgements.length - 1),
  reason: fc.integer({ min: -1, max: 1 }),
});

/** Some have none. */
const code = (wild: number, list: readonly string[]) => (wild % (list.length + 1)) - 1;

/** Small runs of all kinds, with what overlaps, touches and never ends. */
export const anyContention: fc.Arbitrary<Contention> = fc
  .record({
    users: names,
    resources: names,
    keys: names,
    phases: names,
    rows: fc.array(row, { minLength: 1, maxLength: 40 }),
    shadowUs: fc.option(fc.nat(80)),
    violations: fc.array(fc.array(fc.nat(39), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    numbered: fc.boolean(),
  })
  .map(({ rows: unsorted, shadowUs, violations, numbered, ...lists }) => {
    const rows = unsorted.toSorted((a, b) => a.sentAtUs - b.sentAtUs);
    return {
      ...lists,
      originUs: 0,
      reasons: ['busy', 'full'],
      rows: {
        id: rows.map(({ id }, at) => (numbered ? at * 3 : id)),
        user: rows.map(({ user }) => code(user, lists.users)),
        resource: rows.map(({ resource }) => code(resource, lists.resources)),
        key: rows.map(({ key }) => code(key, lists.keys)),
        phase: rows.map(({ phase }) => code(phase, lists.phases)),
        sentAtUs: rows.map(({ sentAtUs }) => sentAtUs),
        settledAtUs: rows.map(({ sentAtUs, tookUs }) => (tookUs === null ? null : sentAtUs + tookUs)),
        outcome: rows.map(({ outcome }) => outcome),
        judgement: rows.map(({ judgement }) => judgement),
        reason: rows.map(({ reason }) => reason),
      },
      shadowUs,
      violations: violations.map((all) => all.map((one) => (one < rows.length ? one : -1))),
      sent: rows.length,
      keysLeftOut: 0,
    };
  });

/** The same as the page reads it. */
export const anyActions: fc.Arbitrary<Actions> = anyContention.map((contention) =>
  unpackedContention(packedContention(contention)),
);
