import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadScenario, scenarioOf } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import type { OwnBehaviour } from '../../src/scenario/simulation.js';
import { worldOf } from '../../src/playing/simulated-world.js';
import { asyncCounterexample, complaintOf, fileOf } from '../scenario/support.js';
import { ownOptions, simulatedReport } from './playing.js';

const least = {
  name: 'least',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote', payload: { user: '${user}', resource: '${resource}' } } },
  users: 4,
  resources: 2,
  model: { cooldown: { per: 'resource', every: '200ms' } },
  steps: 6,
} as const satisfies ScenarioInput;

const against = (more: object, set: readonly string[] = []) =>
  scenarioOf({ ...least, target: 'arena', ...more }, { ...ownOptions, set });

describe('the world of a simulation', () => {
  it('is a millisecond or two away with a tail, and otherwise harmless', () => {
    expect(worldOf(against({}))).toMatchObject({
      network: {
        up: { kind: 'exponential', floorUs: 500, meanUs: 500 },
        down: { kind: 'exponential', floorUs: 500, meanUs: 500 },
        jitterUs: 0,
        order: 'ordered',
        lostRequests: 0,
        lostAnswers: 0,
        cuts: [],
        clientStalls: [],
      },
      server: {
        nodes: 1,
        clock: { offsetUs: 0, ratePpm: 0, tickUs: 1 },
        stalls: [],
        restarts: [],
        state: 'durable',
      },
    });
    expect(worldOf(against({})).hidden).toBeUndefined();
  });

  it('is changed value by value from the command line', () => {
    const { simulation } = against({}, [
      'simulation.network.up=20ms',
      'simulation.network.down.uniform={from: 1ms, to: 3ms}',
      'simulation.network.cuts=[{at: 1s, users: [u3]}]',
      'simulation.server.serviceTime.exponential.mean=2ms',
      'simulation.server.stalls=[{at: 1s, for: 50ms}]',
      'simulation.hidden.every=40ms',
    ]);
    expect(simulation).toMatchObject({
      network: {
        up: { kind: 'constant', us: 20_000 },
        down: { kind: 'uniform', fromUs: 1000, toUs: 3000 },
        cuts: [{ atUs: 1_000_000, users: [3], noticedAfterUs: 0, requests: 'lost' }],
      },
      server: {
        serviceTime: { kind: 'exponential', floorUs: 500, meanUs: 2000 },
        stalls: [{ fromUs: 1_000_000, toUs: 1_050_000 }],
      },
      hidden: { users: 5, everyUs: 40_000, action: 'vote' },
      assumptions: { initial: 'fresh', exclusive: false },
    });
  });

  it.each([
    ['simulation.server.nodes=0', /simulation\.server\.nodes.*(at least|>=) ?1/s],
    ['simulation.server.nodes=two', /simulation\.server\.nodes/],
    ['simulation.server.nodes=1.5', /simulation\.server\.nodes/],
    ['simulation.server.nodes=17', /simulation\.server\.nodes.*16/s],
    ['simulation.network.upp=1ms', /unknown key `upp`; did you mean `up`\?/],
    ['simulation.network.up={uniform: {from: 5ms, to: 1ms}}', /must not end before it begins/],
    ['simulation.network.up=[1]', /must be a duration, \{uniform: \{from, to\}\} or/],
    ['simulation.network.lostAnswers=2', /lostAnswers/],
    ['simulation.network.cuts=[{at: 1s, users: [u9]}]', /names no user: `u9`/],
    ['simulation.server.clock.tick=0ms', /must be longer than 0/],
    ['simulation.hidden.users=3', /every. is missing/],
    ['behaviour=5', /must be a function \(ports\) => \(\{ handle \}\)/],
  ])('%s is refused in words', (set, words) => {
    expect(() => against({}, [set])).toThrow(words);
  });

  it('never makes a correct server guilty, whatever is drawn, and is the same twice', async () => {
    const latency = fc.oneof(
      fc.integer({ min: 0, max: 30 }).map((ms) => `${ms}ms` as const),
      fc.integer({ min: 0, max: 20 }).map((mean) => ({ exponential: { mean: `${mean}ms` as const } })),
    );
    const spans = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 4000 }), for: fc.integer({ min: 1, max: 500 }) }),
      {
        maxLength: 2,
      },
    );
    const world = fc.record({
      network: fc.record({
        up: latency,
        down: latency,
        jitter: fc.integer({ min: 0, max: 10 }),
        order: fc.constantFrom('ordered' as const, 'overtaking' as const),
        lostRequests: fc.constantFrom(0, 0.1),
        lostAnswers: fc.constantFrom(0, 0.1),
        clientStalls: spans,
      }),
      server: fc.record({ serviceTime: latency, storeLatency: latency, stalls: spans }),
    });
    const property = fc.asyncProperty(world, async (simulation) => {
      const [one, two] = [
        await simulatedReport(against({ simulation })),
        await simulatedReport(against({ simulation })),
      ];
      expect(one.verdict.violations).toEqual([]);
      expect(two.report).toEqual(one.report);
      expect(two.history.settledAtUs).toEqual(one.history.settledAtUs);
    });
    expect(await asyncCounterexample(property, 15)).toBeNull();
  });

  it('loses no time: the first action leaves a millisecond after the last has connected, the end is the last answer', async () => {
    const { history } = await simulatedReport(against({}));
    const times = (kind: string) =>
      history.events.filter((event) => event.kind === kind).map(({ atUs }) => atUs);
    expect(history.sentAtUs[0]).toBe(Math.max(...times('connection-opened')) + 1000);
    expect(times('finished')).toEqual([Math.max(...history.settledAtUs)]);
  });

  it('has a server that serves one action after the other', async () => {
    const slow = {
      server: { serviceTime: '50ms' as const },
      network: { up: '1ms' as const, down: '1ms' as const },
    };
    const pacing = { fixed: { every: '1s' as const, spread: false } };
    const { history } = await simulatedReport(
      against({ simulation: slow, pacing, strategy: 'dedicated', steps: 1 }),
    );
    const tookUs = [...history.settledAtUs].map((atUs, row) => atUs - (history.sentAtUs[row] ?? 0));
    expect(tookUs.toSorted((a, b) => a - b)).toEqual([52_000, 102_000, 152_000, 202_000]);
  });
});

const withOwn = (behaviour: OwnBehaviour, more: object = {}) =>
  simulatedReport(scenarioOf({ ...least, ...more, behaviour }, ownOptions));

describe('a behaviour of the scenario', () => {
  it('is told who acts on what, needs no target, and decides in virtual time', async () => {
    const seen = new Set<string>();
    const { report } = await withOwn(
      ({ now, sleep }) => {
        const lastMs = new Map<string, number>();
        return {
          async handle({ user, resource, action }) {
            seen.add(`${user} ${resource} ${action}`);
            const waitMs = (lastMs.get(resource) ?? -Infinity) + 200 - now();
            if (waitMs <= 0) lastMs.set(resource, now());
            await sleep(3);
            return waitMs > 0 ? { ok: false, error: 'cooldown' } : { ok: true };
          },
        };
      },
      { wire: { 'event-ack': { event: 'cast', payload: { choice: '${resource}' } } } },
    );
    expect(report).toMatchObject({ verdict: 'pass', oracle: { accuracy: 1 } });
    expect([...seen].toSorted()).toEqual(
      [0, 1, 2, 3].flatMap((user) => [0, 1].map((at) => `u${user} r${at} act`)),
    );
  });

  it.each(['id', 're', 'meta.about'])('answers over plain WebSocket with the id at %s', async (id) => {
    const wire = { 'json-id': { payload: { ask: '${id}', on: '${resource}' }, id } };
    const { report } = await withOwn(() => ({ handle: () => ({ ok: true }) }), { transport: 'ws', wire });
    expect(report.actions).toMatchObject({ accepted: report.actions.sent, unknown: 0 });
  });

  it('that accepts everything is proven wrong', async () => {
    const { report } = await withOwn(() => ({ handle: () => ({ ok: true }) }));
    expect(report.verdict).toBe('fail');
  });

  it('that throws says nothing about the limit, and the report says what it threw', async () => {
    const { report } = await withOwn(() => ({
      handle: () => {
        throw new TypeError('no such thing');
      },
    }));
    expect(report.actions).toMatchObject({ accepted: 0, rejected: 0, errors: report.actions.sent });
    expect(JSON.stringify(report)).toContain(
      'handler threw 30 times; the first time TypeError: no such thing',
    );
  });

  it('that does not start, or gives no handler, is a mistake in the scenario', async () => {
    await expect(
      withOwn(() => {
        throw new Error('not today');
      }),
    ).rejects.toThrow("the scenario's behaviour did not start: Error: not today");
    const nothing = (() => ({})) as unknown as OwnBehaviour;
    await expect(withOwn(nothing)).rejects.toThrow('must return { handle }');
  });

  it('is loaded from a file like any other scenario', async () => {
    const file = fileOf(
      'own.mjs',
      `export default ${JSON.stringify({ ...least })};\n`.replace(
        /\};\n$/,
        ', behaviour: () => ({ handle: () => ({ ok: false }) }) };\n',
      ),
    );
    const scenario = await loadScenario(file, ownOptions);
    expect(scenario.target).toEqual({ kind: 'none' });
    expect((await simulatedReport(scenario)).report.verdict).toBe('fail');
  });

  it('is what simulate asks for where there is only a URL', async () => {
    expect(() => worldOf(scenarioOf({ ...least, target: 'http://127.0.0.1:1' }, ownOptions))).toThrow(
      /give it `behaviour: \(ports\) => \(\{ handle \}\)`.*or add --target arena/,
    );
    expect(await complaintOf(fileOf('none.yaml', JSON.stringify(least)))).toContain('`target` is missing');
  });
});
