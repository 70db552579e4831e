import { describe, expect, it, onTestFinished } from 'vitest';
import { startRedis } from '../../src/servers/redis-process.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { playTroubled, troubled } from './real-run.js';

const seedText = process.env['TURNWISE_TEST_SEED'] ?? 'faults';
const runs = Number(process.env['TURNWISE_FAULT_RUNS'] ?? 100);
const kinds = ['ws', 'socket-io', 'polling'] as const;

type Faults = NonNullable<ScenarioInput['faults']>;

/** Trouble by the number of the run: other times, other shares. */
function troublesOf(run: number): Faults {
  const at = (part: number): number => 100 + ((run * 137 + part * 311) % 1500);
  const all: Faults = [
    { drop: { at: at(1), share: '34%', backAfter: '100ms', how: run % 2 === 0 ? 'cut' : 'close' } },
    { stall: { at: at(2), for: '150ms', share: 0.5 } },
    { delay: { at: at(3), for: '200ms', by: '20ms' } },
    { cut: { at: at(4), for: '80ms' } },
    { halfOpen: { at: at(5), for: '100ms' } },
    { storm: { at: at(6) } },
    { killServer: { at: at(7), for: '60ms' } },
  ];
  return all.filter((_, index) => (run + index) % 3 !== 0);
}

describe(`correct servers in trouble (seed ${seedText})`, () => {
  it.each(kinds)('are never accused over %s', async (kind) => {
    for (let run = 0; run < runs; run++) {
      const faults = troublesOf(run);
      const scenario = troubled(kind, `${seedText}-${run}`, { faults, oracle: { state: 'perProcess' } });
      const { verdict, report } = await playTroubled(scenario);
      expect([run, verdict.violations, report.reasons]).toEqual([run, [], report.reasons]);
      expect([run, report.verdict]).not.toEqual([run, 'fail']);
    }
  });

  it.each(kinds)('are never accused over %s where a Redis keeps what they know', async (kind) => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    for (let run = 0; run < runs / 10; run++) {
      const faults: Faults = [
        { killServer: { at: `${300 + 50 * run}ms`, for: '100ms' } },
        { killServer: { at: `${900 + 30 * run}ms`, for: '100ms' } },
      ];
      const scenario = troubled(kind, `${seedText}-${run}`, {
        target: { server: 'arena', settings: { cooldownMs: 100 }, store: redis.url },
        faults,
        oracle: { state: 'durable' },
      });
      const { verdict, report, history } = await playTroubled(scenario);
      expect([run, verdict.violations]).toEqual([run, []]);
      expect(report.actions.accepted).toBeGreaterThan(5);
      expect(history.events.filter(({ kind }) => kind === 'fault')).toHaveLength(4);
    }
  });
});
