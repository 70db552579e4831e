import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cooldown, slidingLog, tokenBucket } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import type { Burst } from '../../src/plan/burst.js';
import { evasion, type Evasion } from '../../src/plan/pacings/index.js';
import type { PlanSpec, Step } from '../../src/plan/plan.js';
import { ms, paced, phaseOf, plan, seed, stepsOf } from './specs.js';

const settings = { seed, numRuns: 150 };

const bys = fc.constantFrom<Evasion['by']>('reconnect', 'second-tab', 'other-node');

const limits: fc.Arbitrary<{ readonly model: Model; readonly burst: Burst }> = fc
  .record({
    per: fc.constantFrom<PlanSpec['per']>(['resource'], ['user'], ['user', 'resource'], []),
    everyUs: fc.integer({ min: 90 * ms, max: 4000 * ms }),
    limit: fc.integer({ min: 1, max: 5 }),
    kind: fc.constantFrom('cooldown', 'bucket', 'log'),
  })
  .map(({ per, everyUs, limit, kind }) => {
    const common = { refusedForUs: everyUs, from: 'first', restarts: false } as const;
    if (kind === 'cooldown') return { model: cooldown({ per, everyUs }), burst: { ...common, accepts: 1 } };
    return kind === 'bucket'
      ? {
          model: tokenBucket({ per, capacity: limit, refillEveryUs: everyUs }),
          burst: { ...common, accepts: limit },
        }
      : { model: slidingLog({ per, limit, windowUs: everyUs }), burst: { ...common, accepts: limit } };
  });

const specs = fc
  .record({
    limit: limits,
    by: bys,
    users: fc.integer({ min: 1, max: 30 }),
    resources: fc.integer({ min: 1, max: 6 }),
    rounds: fc.integer({ min: 1, max: 3 }),
    marginUs: fc.integer({ min: 1, max: 10 * ms }),
    seed: fc.string({ maxLength: 4 }),
    behind: fc.boolean(),
  })
  .map(({ limit: { model, burst }, by, rounds, marginUs, behind, ...rest }) => {
    const phase = phaseOf(evasion({ by, marginUs, how: 'close' }), rounds);
    const before = { ...phaseOf(paced(), 2), name: 'before' };
    return {
      model,
      marginUs,
      spec: {
        ...rest,
        per: model.per,
        spacingUs: model.spacingUs,
        recoveryUs: model.recoveryUs,
        sureOf: burst.accepts === 1 ? 'both' : 'accepts',
        burst,
        phases: behind ? [before, phase] : [phase],
      } satisfies Partial<PlanSpec>,
    };
  });

describe(`evasion, seed ${seed}`, () => {
  it('aims at what a correct server does, wherever between send and answer it decides', () => {
    fc.assert(
      fc.property(specs, fc.constantFrom(0, 0.5, 1), ({ model, spec, marginUs }, late) => {
        const states = new Map<string, unknown>();
        const wrong: Step[] = [];
        for (const step of stepsOf(plan(spec))) {
          const attempt = attemptOf(step);
          const key = JSON.stringify(model.per.map((field) => attempt[field]));
          // By turns at the begin and at the end of a round trip as long as the margin allows for.
          const delayUs =
            Math.floor(marginUs * (step.id % 2 === 0 ? late : 1 - late)) - (marginUs > 1 ? 1 : 0);
          const atUs = step.intendedAtUs + Math.max(0, delayUs);
          const { accepts, next } = model.decide(states.get(key) ?? model.init(), attempt, atUs);
          states.set(key, next);
          if (step.aim === 'open' || !isEvading(spec, step)) continue;
          if (accepts !== (step.aim === 'accept')) wrong.push(step);
        }
        expect(wrong).toEqual([]);
      }),
      settings,
    );
  });

  it('loses connections between the answer to the last accept and the try, or takes the second socket', () => {
    fc.assert(
      fc.property(specs, ({ spec, marginUs }) => {
        const made = plan(spec);
        const { faults = [], sockets } = made.header;
        const by = spec.phases.at(-1)?.pacing.settings['by'];
        const own = stepsOf(made).filter((step) => isEvading(spec, step));
        const tries = own.filter(({ aim }) => aim === 'reject');
        expect(tries.length).toBe(spec.users * (spec.phases.at(-1)?.steps ?? 0));
        if (by !== 'reconnect') {
          expect(faults).toEqual([]);
          expect(sockets).toEqual(Array.from({ length: spec.users }, () => 2));
          for (const { aim, seat } of own) expect(seat).toBe(aim === 'reject' ? 1 : undefined);
          return;
        }
        expect(sockets).toBeUndefined();
        expect(faults.map(({ atUs }) => atUs)).toEqual(faults.map(({ atUs }) => atUs).sort((a, b) => a - b));
        expect(faults.flatMap(({ users }) => users).length).toBe(tries.length);
        for (const fault of faults) {
          expect(fault).toMatchObject({ kind: 'drop', how: 'close', backAfterUs: 0 });
          for (const user of fault.users) {
            const mine = own.filter((step) => step.user === user);
            const next = mine.find(({ intendedAtUs }) => intendedAtUs > fault.atUs);
            const last = mine.findLast(({ intendedAtUs }) => intendedAtUs <= fault.atUs);
            expect(next?.aim).toBe('reject');
            expect(last?.aim).not.toBe('reject');
            expect(fault.atUs - (last?.intendedAtUs ?? NaN)).toBeGreaterThanOrEqual(marginUs);
            expect((next?.intendedAtUs ?? NaN) - fault.atUs).toBeGreaterThanOrEqual(2 * marginUs);
          }
        }
      }),
      settings,
    );
  });

  const limit = { per: ['user'], spacingUs: 200 * ms, recoveryUs: 200 * ms } as const;

  it.each<readonly [string, Partial<PlanSpec>]>([
    ['is no way around it', { ...limit, per: ['connection'], ...by('reconnect') }],
    ['is no way around it', { ...limit, per: ['connection'], ...by('second-tab') }],
    ['another node may accept', { ...limit, per: ['node'], ...by('other-node') }],
    ['nobody knows for sure when this limit refuses', { ...limit, burst: null, ...by('reconnect') }],
    [
      'too short for a new connection with a margin of 60 ms: 240.001 ms would do',
      { ...limit, ...by('reconnect', 60 * ms) },
    ],
  ])('is refused where no refusal is owed: %s', (text, spec) => {
    expect(() => plan(spec)).toThrow(text);
  });

  it('is found out by the hash', () => {
    const kinds = (['reconnect', 'second-tab', 'other-node'] as const).map(
      (kind) => plan({ ...limit, ...by(kind) }).hash,
    );
    expect(new Set([...kinds, plan({ ...limit, ...by('reconnect', 21 * ms) }).hash]).size).toBe(4);
  });
});

function by(kind: Evasion['by'], marginUs = 20 * ms) {
  return { phases: [phaseOf(evasion({ by: kind, marginUs, how: 'cut' }), 1)] };
}

function isEvading({ phases }: Pick<PlanSpec, 'phases'>, { phase }: Step): boolean {
  return phases[phase].pacing.kind === 'evasion';
}

function attemptOf({ user, resource }: Step) {
  return {
    user: `u${user}`,
    resource: `r${resource}`,
    action: 'act',
    cost: 1,
    connection: `u${user}.1`,
    phase: 'p',
    node: 'n',
    group: 'g',
    value: '',
    machine: 'm',
  };
}
