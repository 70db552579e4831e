import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultFields, plannedFaultsOf } from '../../src/plan/faults.js';
import type { Fault, FaultSpec } from '../../src/plan/plan.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20260101);

const us = fc.integer({ min: 0, max: 10_000_000 });
const share = fc.integer({ min: 1, max: 1000 }).map((thousandths) => thousandths / 1000);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('drop' as const),
    atUs: us,
    share,
    how: fc.constantFrom('cut' as const, 'close' as const),
    backAfterUs: fc.option(us),
  }),
  fc.record({ kind: fc.constant('stall' as const), atUs: us, forUs: us, share }),
  fc.record({ kind: fc.constant('delay' as const), atUs: us, forUs: us, delayUs: us }),
  fc.record({ kind: fc.constantFrom('cut', 'half-open', 'kill-server', 'stop-redis'), atUs: us, forUs: us }),
);
const spec: fc.Arbitrary<FaultSpec> = fc
  .tuple(fault, fc.option(fc.integer({ min: 100_000, max: 5_000_000 }), { nil: undefined }))
  .map(([fault, everyUs]) => ({ ...fault, ...(everyUs !== undefined && { everyUs }) }));
const setting = fc.record({
  seed: fc.string(),
  users: fc.integer({ min: 1, max: 300 }),
  durationUs: us,
});

describe(`planned faults (seed ${seed})`, () => {
  it('are for the share of the users, nearest and at least one, each user once, in order', () => {
    const check = fc.property(fc.array(spec, { maxLength: 5 }), setting, (specs, world) => {
      for (const planned of plannedFaultsOf(specs, world)) {
        if (!('share' in planned)) expect(planned.users).toEqual([]);
        else {
          expect(planned.users).toHaveLength(Math.max(1, Math.round(planned.share * world.users)));
          expect(new Set(planned.users).size).toBe(planned.users.length);
          expect(planned.users.every((user) => user >= 0 && user < world.users)).toBe(true);
          expect([...planned.users].sort((a, b) => a - b)).toEqual(planned.users);
        }
      }
    });
    fc.assert(check, { seed, numRuns: 300 });
  });

  it('come in order of time, repeat to the end of the plan and not behind it, and hang on the seed alone', () => {
    const check = fc.property(fc.array(spec, { maxLength: 5 }), setting, (specs, world) => {
      const planned = plannedFaultsOf(specs, world);
      expect(plannedFaultsOf(specs, world)).toEqual(planned);
      expect(planned.map(({ atUs }) => atUs)).toEqual(planned.map(({ atUs }) => atUs).sort((a, b) => a - b));
      const count = specs.reduce((sum, { atUs, everyUs }) => {
        let times = 1;
        if (everyUs !== undefined)
          for (let at = atUs + everyUs; at <= world.durationUs; at += everyUs) times++;
        return sum + times;
      }, 0);
      expect(planned).toHaveLength(count);
      expect(planned.every((fault) => !('everyUs' in fault))).toBe(true);
    });
    fc.assert(check, { seed, numRuns: 300 });
  });

  it('are for others with another seed, and again for others when they repeat', () => {
    const drop = { kind: 'drop', atUs: 0, share: 0.2, how: 'cut', backAfterUs: 0, everyUs: 1 } as const;
    const usersOf = (seed: string) =>
      plannedFaultsOf([drop], { seed, users: 100, durationUs: 1 }).map(({ users }) => users);
    const [first, second] = usersOf('a');
    expect(first).toHaveLength(20);
    expect(first).not.toEqual(second);
    expect(usersOf('b')[0]).not.toEqual(first);
  });

  it('touch every user about equally often', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    const drop = { kind: 'drop', atUs: 0, share: 0.3, how: 'cut', backAfterUs: 0, everyUs: 1 } as const;
    for (const { users } of plannedFaultsOf([drop], { seed: 's', users: 10, durationUs: 9999 }))
      for (const user of users) counts[user] = (counts[user] ?? 0) + 1;
    // 10 000 draws of 3 in 10: 3000 each, with a deviation of 46.
    for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(230);
  });

  it('are for those who have come by then', () => {
    const stall = { kind: 'stall', atUs: 10, forUs: 5, share: 1 } as const;
    const arrivesAtUs = [null, 11, 10, null];
    const [planned] = plannedFaultsOf([stall], { seed: 's', users: 4, durationUs: 100, arrivesAtUs });
    expect(planned?.users).toEqual([0, 2, 3]);
  });

  it('are refused where they repeat after no time', () => {
    const cut = { kind: 'cut', atUs: 0, forUs: 1, everyUs: 0 } as const;
    expect(() => plannedFaultsOf([cut], { seed: 's', users: 1, durationUs: 9 })).toThrow(RangeError);
  });

  it('have the same bytes in whatever order their parts were written', () => {
    expect(faultFields({ kind: 'cut', atUs: 1, forUs: 2 })).toEqual(
      faultFields({ forUs: 2, atUs: 1, kind: 'cut' } as const),
    );
  });
});
