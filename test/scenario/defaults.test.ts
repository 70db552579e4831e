import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { options } from './support.js';

const least: ScenarioInput = {
  name: 'least',
  target: 'http://h',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote' } },
  users: 2,
  resources: 1,
  model: { cooldown: { per: 'all', every: 200 } },
};

describe('a scenario that says no more than it must', () => {
  const scenario = scenarioOf(least, options());

  it('is judged under the default assumptions', () =>
    expect(scenario.assumptions).toEqual(defaultAssumptions));

  it('has its name as seed, and plain names', () => {
    expect([scenario.seed, scenario.userNames, scenario.resourceNames]).toEqual([
      'least',
      ['u0', 'u1'],
      ['r0'],
    ]);
    expect([scenario.minResolution, scenario.prove, scenario.model.per]).toEqual([0.5, 'both', []]);
  });

  it('has the default timing', () =>
    expect(scenario.timing).toEqual({
      connectOverUs: 1_000_000,
      connectTimeoutUs: 10_000_000,
      timeoutUs: 5_000_000,
      overrun: 'send',
      reconnectAfterUs: 500_000,
      maxDurationUs: null,
    }));

  it('has one phase, that also tests refusals', () =>
    expect(scenario.phases).toMatchObject([
      {
        name: 'main',
        strategy: { name: 'round-robin' },
        pacing: { kind: 'cooldown-aware', settings: { marginUs: 20_000, jitterUs: 0, rejects: 0.2 } },
        steps: 10,
      },
    ]));
});

it('the assumptions are what the scenario says', () => {
  const oracle = {
    tick: '16ms',
    drift: 0,
    grace: { late: '5ms' },
    horizon: '3s',
    exclusive: false,
    complete: false,
    state: 'perProcess',
    boundary: 'exclusive',
  } as const;
  expect(scenarioOf({ ...least, oracle }, options()).assumptions).toEqual({
    ...defaultAssumptions,
    tickUs: 16_000,
    driftPpm: 0,
    graceUs: { early: 0, late: 5000 },
    horizonUs: 3_000_000,
    exclusive: false,
    complete: false,
    state: 'perProcess',
    boundary: 'exclusive',
    minMarginUs: 16_000,
  });
});

it('a proof may be as thin as the scenario says', () => {
  const oracle = { tick: '16ms', minMargin: 0 } as const;
  expect(scenarioOf({ ...least, oracle }, options()).assumptions.minMarginUs).toBe(0);
});
