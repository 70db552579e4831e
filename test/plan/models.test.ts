import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allOf,
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  once,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
} from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import { randomOf } from '../../src/plan/random.js';
import { planFor } from '../../src/plan-for.js';
import { duels } from '../../src/plan/pacings/index.js';
import type { PhaseSpec, Plan } from '../../src/plan/plan.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { ms, paced, phaseOf, plan, sha256, stepsOf } from './specs.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_101) | 0;
const per = ['resource'] as const;

/** A model of each kind, drawn with its numbers. */
const anyModel: fc.Arbitrary<Model> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1000, max: 300_000 }))
  .chain(([limit, windowUs]) =>
    fc.constantFrom<Model>(
      cooldown({ per, everyUs: windowUs }),
      cooldown({ per, everyUs: windowUs, restartOnReject: true }),
      tokenBucket({ per, capacity: limit, refillEveryUs: windowUs }),
      slidingLog({ per, limit, windowUs }),
      fixedWindow({ per, limit, windowUs }),
      fixedWindow({ per, limit, windowUs, refresh: 'attempt' }),
      fixedWindow({ per, limit, windowUs, refresh: 'accept' }),
      fixedWindow({ per, limit, windowUs, anchor: 'epoch' }),
      slidingCounter({ per, limit, windowUs }),
      lease({ per, ttlUs: windowUs }),
      capacity({ per, limit }),
      once({ per: ['user', 'resource'] }),
      turns({ per, order: ['u0', 'u1'] }),
      concurrency({ per, limit }),
      allOf([cooldown({ per, everyUs: windowUs }), slidingLog({ per: ['user'], limit, windowUs })]),
      allOf([cooldown({ per, everyUs: windowUs }), capacity({ per, limit })]),
    ),
  );

const anyStrategy = fc.constantFrom('round-robin', 'stampede', 'dedicated', 'shuffle', 'random');

function planOfModel(model: Model, more: object = {}): Plan {
  const written = { name: 'x', target: 'arena', transport: 'socket-io', users: 5, resources: 3, model };
  const wire = { 'event-ack': { event: 'vote' } };
  return planFor(
    scenarioOf({ ...written, wire, ...more } as ScenarioInput, { env: {}, run: 'r', digest: sha256 }),
    sha256,
  );
}

/** What the model answers to the plan when every action is decided up to so much later than intended. */
function answersOf(model: Model, made: Plan, lateUsMax = 0): { aim: string; accepts: boolean }[] {
  const states = new Map<string, unknown>();
  const random = randomOf('late', made.hash);
  const late = stepsOf(made).map((step) => ({
    ...step,
    intendedAtUs: step.intendedAtUs + random.below(lateUsMax + 1),
  }));
  late.sort((a, b) => a.intendedAtUs - b.intendedAtUs);
  return late.map(({ user, resource, intendedAtUs, aim }) => {
    const attempt = { user: `u${user}`, resource: `r${resource}`, action: 'act', cost: 1 };
    const key = JSON.stringify(model.per.map((field) => attempt[field as 'user' | 'resource']));
    const state = states.has(key) ? states.get(key) : model.init();
    const { accepts, next } = model.decide(state, attempt, intendedAtUs);
    states.set(key, next);
    return { aim, accepts };
  });
}

describe(`plans of any model (seed ${seed})`, () => {
  it('keep what they aim for, when every answer is immediate', () => {
    fc.assert(
      fc.property(anyModel, fc.constantFrom('round-robin', 'stampede', 'dedicated'), (model, strategy) => {
        const answers = answersOf(model, planOfModel(model, { strategy, steps: 6 }));
        const missed = answers.filter(({ aim, accepts }) => aim !== 'open' && accepts !== (aim === 'accept'));
        expect(missed, model.describe).toEqual([]);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('keep what they aim for, when every answer takes up to the margin', () => {
    const aims = { accept: 0, reject: 0, open: 0 };
    fc.assert(
      fc.property(anyModel, anyStrategy, fc.constantFrom(0.3, 0.6, 0.85), (model, strategy, rejects) => {
        const marginUs = Math.floor(Math.min(model.spacingUs, 1_000_000) / 12);
        const margin = `${marginUs}us`;
        const offsets = [-2, -1, 0, 1, 2].map((many) => `${many * marginUs}us`);
        const recovers = Number.isFinite(model.recoveryUs) && marginUs > 0;
        const pacings = [
          { contended: { rejects, margin } },
          { cooldownAware: { rejects: rejects / 2, margin } },
          ...(recovers ? [{ probing: { offsets, margin } }] : []),
        ];
        for (const pacing of pacings) {
          const made = planOfModel(model, { pacing, strategy, steps: 12 });
          const answers = answersOf(model, made, Math.max(0, marginUs - 1));
          const missed = answers.filter(
            ({ aim, accepts }) => aim !== 'open' && accepts !== (aim === 'accept'),
          );
          expect(missed, `${model.describe}, ${JSON.stringify(pacing)}`).toEqual([]);
          for (const { aim } of answers) aims[aim as 'accept']++;
        }
      }),
      { seed, numRuns: 150 },
    );
    // The law would hold of plans that aim for nothing.
    expect(Math.min(aims.accept, aims.reject, aims.open)).toBeGreaterThan(1000);
  });

  it.each<[string, Model, number]>([
    ['cooldown', cooldown({ per, everyUs: 200 * ms }), 1],
    ['tokenBucket', tokenBucket({ per, capacity: 4, refillEveryUs: 200 * ms }), 4],
    ['slidingLog', slidingLog({ per, limit: 3, windowUs: 200 * ms }), 3],
    ['fixedWindow', fixedWindow({ per, limit: 3, windowUs: 200 * ms }), 3],
    ['fixedWindow attempt', fixedWindow({ per, limit: 3, windowUs: 200 * ms, refresh: 'attempt' }), 3],
    ['fixedWindow accept', fixedWindow({ per, limit: 3, windowUs: 200 * ms, refresh: 'accept' }), 3],
    ['lease', lease({ per, ttlUs: 200 * ms }), 1],
    ['capacity', capacity({ per, limit: 5 }), 5],
    ['once', once({ per }), 1],
  ])('contend for a %s: so many accepts on a fresh key, then certain rejects', (_, model, room) => {
    const pacing = { contended: { rejects: 0.5, margin: '20ms' } };
    const made = planOfModel(model, { pacing, users: 12, steps: 12 });
    const { accepts, rejects, open } = made.header.aims;
    expect(open).toBe(0);
    expect(rejects).toBeGreaterThanOrEqual(accepts * 0.9);
    const first = stepsOf(made).filter(({ resource }) => resource === 0);
    expect(first.findIndex(({ aim }) => aim === 'reject')).toBe(room);
  });

  it('take nothing for certain that depends on what is done', () => {
    const phases = [{ pacing: { contended: {} }, acts: ['acquire', 'release'], steps: 6 }];
    const wire = { 'event-ack': { event: '${action}' } };
    const leased = planOfModel(lease({ per, ttlUs: 200 * ms }), { phases, wire });
    expect(leased.header.aims).toEqual({ accepts: 0, rejects: 0, open: 30 });
    const apart = cooldown({ per: ['resource', 'action'], everyUs: 200 * ms });
    expect(planOfModel(apart, { phases, wire }).header.aims.rejects).toBe(0);
    const alike = cooldown({ per, everyUs: 200 * ms });
    expect(planOfModel(alike, { phases, wire }).header.aims.rejects).toBe(15);
  });

  it('end, also where keys never recover', () => {
    const pacings = [
      'cooldownAware',
      { fixed: { every: '50ms', jitter: '9ms', think: { exponential: '50ms' } } },
      { open: { rate: '50/s' } },
      { bursts: { size: 3 } },
      'contended',
      'barrier',
      'duels',
    ];
    fc.assert(
      fc.property(anyModel, (model) => {
        const phases = pacings
          .filter((pacing) => pacing !== 'duels' || !model.per.includes('user'))
          .map((pacing) => ({ pacing, steps: 3 }));
        const { header } = planOfModel(model, { phases });
        expect(header.durationUs).toBeLessThan(60_000_000);
      }),
      { seed, numRuns: 60 },
    );
  });

  it('promise nothing where nothing comes back', () => {
    const { header } = planOfModel(capacity({ per, limit: 4 }));
    expect(header.aims).toEqual({ accepts: 0, rejects: 0, open: 50 });
    expect(header.feasibility).toEqual([
      '5 users on 3 resources need 2 lanes; a step cannot be shorter than 0.04 s',
      'expect 50 actions that may go either way',
      'the run takes 0.387 s and 50 actions',
      'no two users meet at one instant: races are not looked for',
    ]);
    expect(header.warnings).toEqual([
      'phase main: no certain rejects are planned: this pacing knows them for a plain cooldown only; all its actions may go either way; contended pacing fills a key up and plans them',
    ]);
  });

  it('say that duels on keys that never recover end', () => {
    const phases: PhaseSpec[] = [phaseOf(duels({ marginUs: 30 * ms }), 3)];
    const made = plan({ spacingUs: 1, recoveryUs: Infinity, sureOf: 'nothing', phases });
    expect(made.header.warnings.join()).toContain('never recovers');
    expect(made.header.durationUs).toBe(2 * 30_001);
  });

  it('of cooldowns have the hash they always had', () => {
    const phases = [phaseOf(paced({ rejects: 0.2 }), 3)];
    expect(plan({ phases, sureOf: 'both' }).hash).toBe(plan({ phases }).hash);
    expect(plan({ phases, sureOf: 'accepts' }).hash).not.toBe(plan({ phases }).hash);
  });
});
