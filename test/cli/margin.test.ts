import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commandOf } from '../../src/cli/command-line.js';
import { marginFlag, marginUsOf, roundTripUsOf } from '../../src/playing/margin.js';
import { measuredMarginUs } from '../../src/playing/measured-margin.js';
import { sha256 } from '../../src/playing/sha256.js';
import { planFor } from '../../src/plan-for.js';
import { scenarioOf, type LoadOptions } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { nobodysUrl, startTestServer } from '../e2e/servers.js';

const options: LoadOptions = { env: {}, run: 'run1', digest: sha256 };

const written = (margin: unknown, target = 'http://127.0.0.1', transport = 'socket-io'): ScenarioInput =>
  ({
    name: 'margins',
    target,
    transport,
    wire:
      transport === 'ws'
        ? { 'json-id': { payload: { id: '${id}', resource: '${resource}' } } }
        : { 'event-ack': { event: 'vote', payload: { resource: '${resource}' } } },
    users: 4,
    resources: 2,
    model: { cooldown: { per: 'resource', every: '300ms' } },
    phases: [
      { pacing: { cooldownAware: { margin } }, steps: 3 },
      { pacing: { duels: { margin: '70ms' } }, steps: 2 },
    ],
  }) as ScenarioInput;

const hashOf = (margin: unknown, more: Partial<LoadOptions> = {}): string =>
  planFor(scenarioOf(written(margin), { ...options, ...more }), sha256).hash;

test('a margin is twice the round trip and more, one of few numbers, and grows with it', () => {
  fc.assert(
    fc.property(fc.nat(5_000_000), fc.nat(5_000_000), (a, b) => {
      const [short, long] = [marginUsOf(Math.min(a, b)), marginUsOf(Math.max(a, b))];
      expect(short).toBeLessThanOrEqual(long);
      expect(long).toBeGreaterThanOrEqual(2 * Math.max(a, b) + 2000);
      expect(String(long)).toMatch(/^[125]0+$/);
      expect(short).toBeGreaterThanOrEqual(5000);
    }),
  );
  expect([0, 1500, 1501, 4000, 9000, 24_000, 24_001, 400_000].map(marginUsOf)).toEqual([
    5000, 5000, 10_000, 10_000, 20_000, 50_000, 100_000, 1_000_000,
  ]);
});

test('a simulated network is asked for its longest round trip', () => {
  const up = { kind: 'uniform', fromUs: 100, toUs: 900 } as const;
  const down = { kind: 'exponential', floorUs: 500, meanUs: 1000 } as const;
  expect(roundTripUsOf({ up, down, jitterUs: 50 })).toBe(900 + 500 + 6159 + 100);
  expect(roundTripUsOf({ up: { kind: 'constant', us: 7 }, down: { kind: 'constant', us: 8 } })).toBe(15);
});

describe('margin: auto', () => {
  test('is an input of the plan: said or written, the plan is the same', () => {
    expect(hashOf('auto', { marginUs: 50_000 })).toBe(hashOf('50ms'));
    expect(hashOf('auto', { marginUs: 50_000 })).not.toBe(hashOf('auto', { marginUs: 20_000 }));
    expect(hashOf('auto')).toBe(hashOf('20ms'));
  });

  test('is said to be assumed where nobody has said or measured it, and leaves other margins alone', () => {
    const assumed = scenarioOf(written('auto'), options);
    expect(assumed).toMatchObject({ margin: 'auto', marginUs: 20_000 });
    expect(assumed.notes).toContain(
      'margin: auto is taken for 20ms; a run measures it, and --margin pins it',
    );
    const pinned = scenarioOf(written('auto'), { ...options, marginUs: 5000 });
    expect(pinned).toMatchObject({ margin: 'pinned', marginUs: 5000 });
    expect(pinned.notes.join()).not.toContain('margin');
    expect(pinned.phases.map(({ pacing }) => pacing.marginUs)).toEqual([5000, 70_000]);
  });

  test('is pinned in the command that repeats a run, once', () => {
    const pinned = scenarioOf(written('auto'), { ...options, marginUs: 5000 });
    const command = 'turnwise run a.yaml --seed margins --margin 5ms';
    expect(commandOf(pinned, ['run', 'a.yaml'])).toBe(command);
    expect(commandOf(pinned, ['run', 'a.yaml', '--seed', 'margins', '--margin', '5ms'])).toBe(command);
    expect(commandOf(scenarioOf(written('20ms'), options), ['run', 'a.yaml'])).not.toContain('--margin');
  });

  test('a flag for it is refused where no margin is auto', () => {
    expect(() => scenarioOf(written('20ms'), { ...options, marginUs: 5000 })).toThrow(
      /this scenario has none/,
    );
  });
});

describe.each(['socket-io', 'ws'] as const)('the round trip over %s', (transport) => {
  test('is measured by pings that no handler sees', async () => {
    const votes: unknown[] = [];
    const server = await startTestServer(transport, (vote) => void votes.push(vote));
    onTestFinished(() => server.close());
    const said: string[] = [];
    const scenario = scenarioOf(written('auto', server.url, transport), options);
    const marginUs = await measuredMarginUs(scenario, planFor(scenario, sha256), (line) => said.push(line));
    await server.empty();
    expect(votes).toEqual([]);
    expect(said.join()).toMatch(/^round trip at most .* in \d+ pings: margin .*; --margin \d+ms pins it$/);
    expect(said.join()).toContain(`--margin ${marginFlag(marginUs ?? 0)} pins it`);
  });

  test('of a server that is not there is said to be unknown', async () => {
    const said: string[] = [];
    const scenario = scenarioOf(written('auto', nobodysUrl(), transport), options);
    expect(await measuredMarginUs(scenario, planFor(scenario, sha256), (line) => said.push(line))).toBeNull();
    expect(said.join()).toMatch(/could not be measured \(connection refused/);
  });
});
