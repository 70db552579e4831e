import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { playTroubled, troubled } from './real-run.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'faults';

type Faults = NonNullable<ScenarioInput['faults']>;

const all: Faults = [
  { drop: { at: '200ms', share: '34%', backAfter: '100ms' } },
  { stall: { at: '300ms', for: '200ms', share: 0.5 } },
  { delay: { at: '500ms', for: '200ms', by: '30ms' } },
  { cut: { at: '800ms', for: '100ms' } },
  { halfOpen: { at: '1100ms', for: '150ms' } },
  { storm: { at: '1400ms', how: 'close' } },
  { killServer: { at: '1600ms', for: '100ms' } },
];

describe(`a run with every kind of trouble (seed ${seed})`, () => {
  it.each(['ws', 'socket-io', 'polling'] as const)('accuses no correct server over %s', async (kind) => {
    const scenario = troubled(kind, seed, { faults: all, oracle: { state: 'perProcess' } });
    const { report, history, verdict } = await playTroubled(scenario);
    expect(verdict.violations).toEqual([]);
    expect(report.verdict).not.toBe('fail');
    const made = history.events.flatMap((event) => (event.kind === 'fault' ? [event] : []));
    expect(made.filter(({ text }) => !text.startsWith('over')).map(({ fault }) => fault)).toEqual([
      'drop',
      'stall',
      'delay',
      'cut',
      'half-open',
      'drop',
      'kill-server',
    ]);
    expect(
      made
        .filter(({ text }) => text.startsWith('over'))
        .map(({ fault }) => fault)
        .toSorted(),
    ).toEqual(['cut', 'delay', 'half-open', 'kill-server', 'stall']);
    expect(made.find(({ fault }) => fault === 'drop')).toMatchObject({ users: 2 });
    expect(history.events.filter(({ kind }) => kind === 'server-restarted')).toHaveLength(1);
    expect(report.actions.accepted).toBeGreaterThan(5);
    expect(report.connections.reconnected).toBeGreaterThan(5);
  });

  it('ends what still lasts with its plan, and says what was not made', async () => {
    const scenario = troubled('ws', seed, {
      steps: 3,
      faults: [{ stall: { at: '0ms', for: '1h', share: '50%' } }, { drop: { at: '2m', share: '50%' } }],
    });
    const { report, history } = await playTroubled(scenario);
    const texts = history.events.flatMap((event) => (event.kind === 'fault' ? [event.text] : []));
    expect(texts).toEqual(['3 users take in nothing for 3600 s', 'over: 3 users take in nothing for 3600 s']);
    expect(report.notes.join()).toContain('1 of 2 planned faults were not made');
  });

  it('refuses what cannot be made against a URL, before anything starts', async () => {
    const url = { target: 'http://127.0.0.1:9' };
    const faults: Faults = [{ killServer: { at: '1s', for: '1s' } }];
    await expect(playTroubled(troubled('ws', seed, { ...url, faults }))).rejects.toThrow(
      /killServer needs a server that turnwise started/,
    );
    const redis: Faults = [{ stopRedis: { at: '1s', for: '1s' } }];
    await expect(playTroubled(troubled('ws', seed, { faults: redis }))).rejects.toThrow(
      /stopRedis needs a Redis/,
    );
    const cut: Faults = [{ cut: { at: '1s', for: '1s' } }];
    await expect(
      playTroubled(troubled('ws', seed, { target: 'https://example.com', faults: cut })),
    ).rejects.toThrow(/certificate for example.com/);
  });
});
