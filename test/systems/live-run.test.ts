import type { Report } from 'turnwise';
import { describe, expect, it } from 'vitest';
import { blamed, playSystem, set, someOf } from './play.js';

describe('burst', () => {
  it('reaches 320 readers, and says how long it takes', async () => {
    const { code, report } = await playSystem('burst', ...set({ steps: 6 }));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.delivery?.reach).toMatchObject({ expectedLeast: 1920, received: 1920 });
    expect(report.delivery?.latency.spread.count).toBe(6);
  });

  it('convicts lost-tail: the last twenty hear nothing', async () => {
    const { code, report } = await playSystem('burst', ...set({ steps: 3, 'target.bug': 'lost-tail' }));
    expect([code, blamed(report), report.delivery?.missing]).toEqual([1, ['missing'], 60]);
  });
});

describe('chaos', () => {
  it('passes while a fifth falls off again and again', async () => {
    const { code, report } = await playSystem('chaos');
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.connections.reconnected).toBeGreaterThan(20);
    expect(report.delivery?.reach.receivedOfLeast).toBe(report.delivery?.reach.expectedLeast);
  });

  it.each(
    someOf([
      ['forgets-returned', ['missing'], 0],
      ['slow-by-connection', [], 1],
    ]),
  )('convicts %s', async (bug, kinds, least) => {
    const { code, report } = await playSystem('chaos', ...set({ 'target.bug': bug }));
    expect([code, blamed(report)]).toEqual([1, kinds]);
    expect(report.oracle.falseAccepts).toBeGreaterThanOrEqual(least);
    expect(Math.min(report.oracle.falseAccepts, 1)).toBe(least);
  });
});

describe('ceiling', () => {
  it('says when the server took no more, and with which words', async () => {
    const { code, report } = await playSystem('ceiling', ...set({ 'target.settings.maxConnections': 60 }));
    expect([code, report.connections.opened]).toEqual([2, 60]);
    expect(Object.keys(report.connections.errors)).toEqual(['HTTP 503 Service Unavailable']);
    expect(report.connections.stranded.sinceUs).toBeGreaterThan(4_000_000);
    expect(seriesOf(report, 'connections')?.max).toBe(60);
  });
});

describe('soak', () => {
  it.each(
    someOf([
      ['leaks', true],
      [null, false],
    ]),
  )('sees whether memory grows (bug %s)', async (bug, grows) => {
    const flags = set({ 'pacing.open.stages.1.for': '12s', ...(bug !== null && { 'target.bug': bug }) });
    const { code, report } = await playSystem('soak', ...flags);
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    const trend = seriesOf(report, 'rssBytes', 'process')?.trend;
    expect((trend?.least ?? 0) > 60e6).toBe(grows);
  });
});

function seriesOf({ server }: Report, wanted: string, from = 'health') {
  return server?.series.find(({ name, source }) => name === wanted && source === from);
}
