import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { models } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import { planOf } from '../../src/plan/plan-of.js';
import { exactly } from '../../src/property/accuse.js';
import { burstOf, edgesOf } from '../../src/property/edges.js';
import {
  anyModel,
  anyPlanSpec,
  anyScenario,
  anySchedule,
  historyOf,
  illegalHistory,
  legalHistory,
} from '../../src/property/index.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { scenarioOf } from '../../src/scenario/load.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 42);
const settings = { seed, numRuns: 200 };

const digest = () => {
  const hash = createHash('sha256');
  return { update: (text: string) => void hash.update(text), hex: () => hash.digest('hex') };
};

describe(`arbitraries (seed ${seed})`, () => {
  it('models are of every kind', () => {
    const names = fc.sample(anyModel(), settings).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set([...Object.keys(models), 'allOf']));
  });

  it('schedules are in order of time and on the clock of their unit', () => {
    const drawn = anyModel().chain((model) => anySchedule(model));
    fc.assert(
      fc.property(drawn, (schedule) => {
        schedule.forEach(({ atUs }, index) => {
          expect(atUs % 1000).toBe(0);
          expect(atUs).toBeGreaterThanOrEqual(schedule[index - 1]?.atUs ?? 0);
        });
      }),
      settings,
    );
  });

  it('schedules meet the edges: a key that is full, and one exactly as old as an edge', () => {
    const met = fc
      .sample(anyModel('cooldown', 'slidingLog', 'tokenBucket'), { seed, numRuns: 30 })
      .map((model) => {
        const edgesUs = new Set(edgesOf(model));
        const drawn = fc.sample(anySchedule(model, { resources: 1, users: 1 }), { seed, numRuns: 50 });
        const full = drawn.some((schedule) =>
          schedule.some(({ atUs }) => schedule.filter((one) => one.atUs === atUs).length > burstOf(model)),
        );
        const edge = drawn.some((schedule) =>
          schedule.some(({ atUs }) => schedule.some((one) => edgesUs.has(atUs - one.atUs))),
        );
        return full && edge;
      });
    expect(met).toEqual(met.map(() => true));
  });

  it('legal histories are never called wrong', () => {
    const drawn = anyModel().chain((model) =>
      fc.record({ model: fc.constant(model), actions: legalHistory(model) }),
    );
    fc.assert(
      fc.property(drawn, ({ model, actions }) => {
        expect(judge(model, historyOf(actions), exactly).history).not.toBe('invalid');
      }),
      { ...settings, numRuns: 100 },
    );
  });

  it('illegal histories are always proven wrong, and right with the answer turned back', () => {
    const drawn = anyModel().chain((model) =>
      fc.record({ model: fc.constant(model), illegal: illegalHistory(model) }),
    );
    fc.assert(
      fc.property(drawn, ({ model, illegal: { actions, id } }) => {
        expect(judge(model, historyOf(actions), exactly).history).toBe('invalid');
        const back = actions.map((action) =>
          action.id === id
            ? ({ ...action, outcome: action.outcome === 'accepted' ? 'rejected' : 'accepted' } as const)
            : action,
        );
        expect(judge(model, historyOf(back), exactly).history).not.toBe('invalid');
      }),
      { ...settings, numRuns: 40 },
    );
  });

  it('plan specs are plans, the same again from the same spec', () => {
    fc.assert(
      fc.property(anyModel('cooldown', 'tokenBucket', 'capacity').chain(anyPlanSpec), (spec) => {
        const plan = planOf(spec, digest);
        expect([...plan.steps()]).toHaveLength(plan.header.actions);
        expect(planOf(spec, digest).hash).toBe(plan.hash);
      }),
      settings,
    );
  });

  it('scenarios can be loaded, and are plain data', () => {
    const base = {
      name: 'drawn',
      target: 'arena',
      transport: 'socket-io',
      wire: { 'event-ack': { event: 'vote', accepted: { ok: true } } },
      users: 2,
      resources: 1,
      model: { cooldown: { per: 'resource', every: '200ms' } },
    } satisfies ScenarioInput;
    fc.assert(
      fc.property(anyScenario(base), (scenario) => {
        expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
        expect(scenarioOf(scenario, { env: {}, run: '1', digest })).toMatchObject({ users: scenario.users });
      }),
      { seed, numRuns: 40 },
    );
  });
});
