import { describe, expect, it } from 'vitest';
import { scenarioFrom, scenarioOf } from '../../src/scenario/load.js';
import { rateOf } from '../../src/scenario/rate.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { yamlSource } from '../../src/scenario/sources/yaml-source.js';
import { options } from './support.js';

const head = `name: x
target: arena
transport: socket-io
wire: {event-ack: {event: vote}}
users: 4
resources: 2
model: {cooldown: {per: resource, every: 200ms}}
`;

const pacingOf = (pacing: ScenarioInput['pacing']) => {
  const scenario = scenarioFrom(
    yamlSource('x.yaml', null, `${head}pacing: ${JSON.stringify(pacing)}\n`),
    options(),
  );
  return scenario.phases[0].pacing;
};
const messageOf = (pacing: string) => {
  try {
    scenarioFrom(yamlSource('x.yaml', null, `${head}pacing: ${pacing}\n`), options());
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'loaded';
};

describe('pacings as they are written', () => {
  it.each<[NonNullable<ScenarioInput['pacing']>, string, object]>([
    ['contended', 'contended', { rejects: 0.5, marginUs: 20_000 }],
    [
      { probing: { offsets: ['-30ms', '-1ms', 0, '+30ms'] } },
      'probing',
      { offsetsUs: [-30_000, -1000, 0, 30_000], marginUs: 20_000 },
    ],
    [
      { fixed: { every: '1s', jitter: '5ms', think: { uniform: ['1s', '3s'] } } },
      'fixed',
      {
        everyUs: 1_000_000,
        spread: true,
        jitterUs: 5000,
        think: { kind: 'uniform', fromUs: 1_000_000, toUs: 3_000_000 },
      },
    ],
    [{ fixed: { every: '1s' } }, 'fixed', { everyUs: 1_000_000, spread: true }],
    [
      { open: { rate: '20/min' } },
      'open',
      { rate: { count: 20, perUs: 60_000_000 }, arrivals: 'poisson', stages: [], ramp: true },
    ],
    [
      { open: { rate: 2.5, arrivals: 'uniform', ramp: false, stages: [{ for: '5s', users: 3 }] } },
      'open',
      {
        rate: { count: 2500, perUs: 1_000_000_000 },
        arrivals: 'uniform',
        stages: [{ forUs: 5_000_000, users: 3 }],
        ramp: false,
      },
    ],
    ['barrier', 'barrier', { everyUs: null, marginUs: 20_000, sweepUs: [0], users: null }],
    [
      { barrier: { every: '1s', sweep: ['0ms', '2ms'], users: 2 } },
      'barrier',
      { everyUs: 1_000_000, marginUs: 20_000, sweepUs: [0, 2000], users: 2 },
    ],
    [{ bursts: { size: 3 } }, 'bursts', { size: 3, gapUs: 0, pauseUs: null }],
  ])('%j', (written, kind, settings) => {
    const pacing = pacingOf(written);
    expect([pacing.kind, pacing.settings]).toEqual([kind, settings]);
  });

  it('mean the same in code', () => {
    const written = {
      name: 'x',
      target: 'arena',
      transport: 'socket-io',
      wire: { 'event-ack': { event: 'vote' } },
      users: 4,
      resources: 2,
      model: { cooldown: { per: 'resource', every: '200ms' } },
      pacing: { open: { rate: '200/s' } },
    } satisfies ScenarioInput;
    expect(scenarioOf(written, options()).phases[0].pacing.settings).toEqual(
      pacingOf({ open: { rate: 200 } }).settings,
    );
  });

  it.each([
    ['{contnded: {rejects: 0.2}}', /unknown key `contnded`.*did you mean `contended`\?/],
    ['probbing', /not `probbing`; did you mean `probing`\?/],
    ['{barrier: {sweeep: [0ms]}}', /unknown key `sweeep`.*did you mean `sweep`\?/],
    ['{open: {rat: 5/s}}', /unknown key `rat`.*did you mean `rate`\?/],
    ['{open: {rate: 5/s, arrivals: poison}}', /not `poison`; did you mean `poisson`\?/],
    ['{open: {rate: 5}}', /^loaded$/],
    ['{open: {rate: "5"}}', /has no time in `5`; did you mean `5\/s`\?/],
    ['{open: {rate: 5/week}}', /has no known time in `5\/week` \(per s, min, h\)/],
    ['{open: {rate: 0/s}}', /must be more than 0/],
    ['{open: {rate: 2000000/s}}', /must be at most 1000000\/s/],
    ['{open: {}}', /`pacing.open.rate` is missing: write a rate such as 200\/s, or stages/],
    ['{open: {rate: 5/s, stages: [{for: 1s, rate: 6/s}]}}', /begin with a stage \{for: 0s, rate\}/],
    ['{open: {stages: [{for: 1s, users: 2}]}}', /needs a `rate` beside the stages/],
    ['{open: {stages: [{for: 1s}]}}', /must have either `rate` or `users`/],
    ['{fixed: {every: 5ms, jitter: 6ms}}', /`pacing.fixed.jitter` must be at most `every`/],
    ['{fixed: {every: 5ms, think: {expontial: 6ms}}}', /did you mean `exponential`\?/],
    ['{fixed: {every: 5ms, think: {uniform: [6ms, 5ms]}}}', /the shorter one first/],
    ['{probing: {offsets: []}}', /must not be an empty list/],
    ['{open: {stages: [{for: 1s, rate: 5/s, users: 2}]}}', /must have either `rate` or `users`/],
    ['{barrier: {users: 1}}', /`pacing.barrier.users` must be at least 2, not 1/],
    ['{bursts: {}}', /`pacing.bursts.size` is missing/],
  ])('%s', (written, message) => {
    expect(messageOf(written)).toMatch(message);
  });

  it('read rates as they are', () => {
    expect(rateOf('200/s')).toEqual({ count: 200, perUs: 1_000_000 });
    expect(rateOf('0.5/s')).toEqual({ count: 500, perUs: 1_000_000_000 });
    expect(rateOf('100/h')).toEqual({ count: 100, perUs: 3_600_000_000 });
    expect(() => rateOf(0.0001)).toThrow(/three digits/);
    expect(() => rateOf(-1)).toThrow(/0 or more/);
  });
});

describe('what does not go together', () => {
  const sound = {
    name: 'x',
    target: 'arena',
    transport: 'socket-io',
    wire: { 'event-ack': { event: 'vote' } },
    users: 4,
    resources: 2,
    model: { cooldown: { per: 'resource', every: '200ms' } },
  } satisfies ScenarioInput;
  const staged = { open: { stages: [{ for: '1s', rate: '20/s' }] } } satisfies ScenarioInput['pacing'];
  const told = (change: Partial<ScenarioInput>, flags = {}) => {
    try {
      scenarioOf({ ...sound, ...change }, options(flags));
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
    return 'loaded';
  };

  it('is steps beside stages, in either way to write them and from a flag', () => {
    const words = /has no place beside stages, which say themselves how long it takes/;
    expect(told({ pacing: staged, steps: 5 })).toMatch(words);
    expect(told({ phases: [{ pacing: staged, steps: 5 }] })).toMatch(/phases\[0\]\.steps` has no place/);
    expect(told({ pacing: staged }, { steps: 5 })).toMatch(/^--steps 5: `steps` has no place/);
    expect(told({ pacing: staged })).toBe('loaded');
    expect(told({ phases: [{ pacing: { open: { rate: '5/s' } }, steps: 5 }] })).toBe('loaded');
  });

  it('is a barrier for one user, unless a flag leaves one of many', () => {
    expect(told({ pacing: 'barrier', users: 1 })).toMatch(/needs two users to meet, and there is one/);
    const phases = [{ steps: 2 }, { name: 'races', pacing: 'barrier' as const }];
    const one = scenarioOf({ ...sound, phases }, options({ users: 1 }));
    expect(one.phases).toHaveLength(1);
    expect(one.notes).toContain('a barrier needs two users: the phase races is left out');
  });
});
