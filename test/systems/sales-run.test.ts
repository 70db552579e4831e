import { describe, expect, it } from 'vitest';
import { blamed, playSystem, set, someOf } from './play.js';

/** Four seconds of it: as much as each of the bugs needs. */
const short = set({
  'phases.0.steps': 4,
  'phases.1.steps': 1,
  'phases.2.steps': 2,
  'phases.3.steps': 1,
  'faults.0.drop.at': '1s',
});

describe('sales', () => {
  it('passes: everybody hears of what is theirs, through a lost connection too', async () => {
    const { code, report } = await playSystem('sales');
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.delivery).toMatchObject({
      missing: 0,
      duplicates: 0,
      leaks: 0,
      phantoms: 0,
      outOfOrder: 0,
    });
    expect(report.delivery?.rooms.map(({ room }) => room)).toEqual(
      expect.arrayContaining(['territory:north', 'team:north', 'managers:north']),
    );
    expect(report.connections.reconnected).toBeGreaterThan(5);
    expect(report.perGroup.map(({ name }) => name)).toEqual(['bursts', 'managers', 'reps', 'visitors']);
    expect(report.metrics).toMatchObject({
      'form response in ms': { kind: 'trend' },
      'valid responses': { kind: 'counter' },
      'invalid responses': { kind: 'counter' },
    });
  });

  it('over websocket, polling and upgrade side by side reaches exactly whom it should', async () => {
    const { code, report } = await playSystem('sales/transports', ...set({ steps: 4 }));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    const { reach } = report.delivery ?? {};
    expect(reach).toMatchObject({ least: 1, most: 1, expectedLeast: reach?.expectedMost });
    expect(report.perGroup.map(({ name }) => name)).toEqual(['polling', 'upgrade', 'websocket']);
  });

  it.each(
    someOf([
      ['missing-room', ['missing']],
      ['leak', ['leak']],
      ['twice', ['duplicate']],
      ['lost-after-reconnect', ['missing']],
    ]),
  )('convicts %s of %j', async (bug, kinds) => {
    const { code, report } = await playSystem('sales', ...short, ...set({ 'target.bug': bug }));
    expect([code, blamed(report)]).toEqual([1, kinds]);
  });
});
