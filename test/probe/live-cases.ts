import { sha256 } from '../../src/playing/sha256.js';
import { probeSpecOf } from '../../src/cli/probe-spec.js';
import type { KeyField } from '../../src/history/action.js';
import type { History } from '../../src/history/history.js';
import type { Candidate } from '../../src/probe/contract.js';
import { probeOf } from '../../src/probe/probe.js';
import { liveStage } from '../../src/probing/stage.js';
import { probing, type Probed } from '../../src/probing/probing.js';
import { monotonicClock } from '../../src/runtime/clock.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { startServer } from '../../src/servers/embedded.js';
import { transportOf } from '../../src/transports/index.js';

export const seed = process.env['TURNWISE_TEST_SEED'] ?? 'live-probe';

/** A server with a hidden setting, and what a probe should make of it. */
export interface LiveCase {
  readonly server: string;
  readonly settings: Readonly<Record<string, number>>;
  readonly family: Candidate['family'];
  readonly per: readonly KeyField[];
  /** The numbers behind the settings, under the names that findings have. */
  readonly truth: Readonly<Record<string, number>>;
  readonly restarts?: true;
}

const ms = (value: number): number => value * 1000;

const cooldown = (server: 'arena' | 'debounce', cooldownMs: number): LiveCase => ({
  server,
  settings: { cooldownMs },
  family: 'cooldown',
  per: ['resource'],
  truth: { everyUs: ms(cooldownMs) },
  ...(server === 'debounce' && { restarts: true }),
});

const windows = (
  server: 'chat' | 'quota' | 'gateway',
  family: LiveCase['family'],
  limit: number,
  windowMs: number,
  more: Readonly<Record<string, number>> = {},
): LiveCase => ({
  server,
  settings: { limit, windowMs, ...more },
  family,
  per: ['user'],
  truth: { limit, windowUs: ms(windowMs) },
});

const bucket = (capacity: number, refillMs: number): LiveCase => ({
  server: 'api',
  settings: { capacity, refillMs },
  family: 'tokenBucket',
  per: ['user'],
  truth: { capacity, refillEveryUs: ms(refillMs) },
});

const seats = (count: number): LiveCase => ({
  server: 'seats',
  settings: { seats: count },
  family: 'capacity',
  per: ['resource'],
  truth: { limit: count },
});

/** Three settings of each family: short enough to be probed in half a minute, long beside what a busy machine loses. */
export const liveCases: Readonly<Record<string, readonly [LiveCase, LiveCase, LiveCase]>> = {
  cooldown: [cooldown('arena', 190), cooldown('arena', 263), cooldown('arena', 400)],
  debounce: [cooldown('debounce', 190), cooldown('debounce', 270), cooldown('debounce', 410)],
  bucket: [bucket(5, 150), bucket(3, 220), bucket(7, 110)],
  log: [
    windows('chat', 'slidingLog', 4, 600),
    windows('chat', 'slidingLog', 2, 470),
    windows('chat', 'slidingLog', 6, 900),
  ],
  window: [
    windows('quota', 'fixedWindow', 4, 570),
    windows('quota', 'fixedWindow', 2, 440),
    windows('quota', 'fixedWindow', 6, 900),
  ],
  clock: [
    windows('quota', 'fixedWindow', 3, 600, { byClock: 1 }),
    windows('quota', 'fixedWindow', 2, 500, { byClock: 1 }),
    windows('quota', 'fixedWindow', 5, 900, { byClock: 1 }),
  ],
  seats: [seats(3), seats(1), seats(5)],
};

/** What came of a probe of a live server. */
export interface LiveProbed extends Probed {
  /** The two narrowest windows of answers together: nothing can be told closer than that. */
  readonly narrowestUs: number;
}

const budget = { actions: 2500, timeUs: 90_000_000 };

/** Probes a server in a process of its own, over one of the two transports. */
export async function probedLive(
  { server, settings }: LiveCase,
  kind: 'socket-io' | 'ws',
  more: Partial<ScenarioInput> = {},
): Promise<LiveProbed> {
  const running = await startServer({ server, settings });
  try {
    const url = kind === 'ws' ? `${running.url.replace('http', 'ws')}/ws` : running.url;
    const scenario = scenarioFor(kind, server, more);
    const transport = () => transportOf(scenario.transport, {});
    const stage = liveStage(scenario, { clock: monotonicClock(), url, transport });
    const spec = probeSpecOf(scenario, { longestUs: 2_000_000, budget }, 5000);
    const stop = new AbortController().signal;
    const watch = { begins: () => {}, played: () => {} };
    const probed = await probing(scenario, probeOf(spec), { stage, stop, watch, digest: sha256 });
    return { ...probed, narrowestUs: narrowestUs(probed.history) };
  } finally {
    await running.stop();
  }
}

function scenarioFor(kind: 'socket-io' | 'ws', server: string, more: Partial<ScenarioInput>): Scenario {
  const payload = { user: '${user}', resource: '${resource}' };
  const answers = { accepted: { ok: true }, rejected: { ok: false } };
  return scenarioOf(
    {
      name: 'probed',
      target: server,
      transport: kind,
      wire:
        kind === 'ws'
          ? { 'json-id': { payload: { id: '${id}', ...payload }, ...answers } }
          : { 'event-ack': { event: 'act', payload, ...answers } },
      users: 8,
      resources: 24,
      seed,
      timeout: '2s',
      connect: { over: '0ms' },
      model: { cooldown: { per: 'resource', every: '1s' } },
      ...more,
    },
    { env: {}, run: 'run1', digest: sha256 },
  );
}

function narrowestUs({ length, sentAtUs, settledAtUs }: History): number {
  const widths = Array.from({ length }, (_, row) => (settledAtUs[row] ?? NaN) - (sentAtUs[row] ?? NaN));
  const [first = NaN, second = NaN] = widths.filter((us) => Number.isFinite(us)).sort((a, b) => a - b);
  return first + second;
}

/** How a finding differs from the truth; empty: it is right. A tick of the server's clock is nobody's fault. */
export function mistakes(
  known: LiveCase,
  { findings, narrowestUs: closestUs }: LiveProbed,
): readonly string[] {
  const { candidates } = findings;
  const [found] = candidates;
  if (found === undefined) return ['nothing fits'];
  const wrong: string[] = [];
  if (candidates.length > 1) wrong.push(`${candidates.length} candidates are left`);
  if (found.family !== known.family) wrong.push(`a ${found.family}`);
  if (found.per.join() !== known.per.join()) wrong.push(`per ${found.per.join('+')}`);
  if (known.restarts === true && findings.rejectExtends !== 'yes') wrong.push('refusals do not extend');
  for (const [name, value] of Object.entries(known.truth)) {
    const { least, most } = found.parameters[name] ?? { least: NaN, most: NaN };
    // Clocks of two processes, each good to a tick, their rates to a thousandth.
    const nearUs = name.endsWith('Us') ? closestUs + tickUs + value / 1000 : 0;
    const off = Math.abs((least + most) / 2 - value);
    if (!(least <= value && value <= most)) wrong.push(`${name} ${least} .. ${most}, not ${value}`);
    if (!(off <= nearUs)) wrong.push(`the middle of ${name} is off by ${off}, more than ${nearUs}`);
  }
  return wrong;
}

const tickUs = 1000;
