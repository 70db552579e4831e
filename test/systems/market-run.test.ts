import { describe, expect, it } from 'vitest';
import { playSystem, set, someOf } from './play.js';

describe('market', () => {
  it('passes: no gaps, no disorder, every trade to everybody who has the stream', async () => {
    const { code, report } = await playSystem('market', ...set({ steps: 20 }));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.delivery?.reach).toMatchObject({ least: 1, most: 1 });
    expect(report.state?.violations).toEqual([]);
    expect(report.metrics).toMatchObject({ 'messages per second': { kind: 'trend' } });
  });

  it.each(
    someOf([
      ['gap', 'gaps'],
      ['stale-snapshot', 'stale'],
      ['reorders', 'disorder'],
    ]),
  )('convicts %s by %s', async (bug, found) => {
    const { code, report } = await playSystem('market', ...set({ steps: 15, 'target.bug': bug }));
    expect(code).toBe(1);
    expect(report.state?.violations.map(({ key }) => key)).toContain(found);
  });
});
