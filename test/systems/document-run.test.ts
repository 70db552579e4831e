import { describe, expect, it } from 'vitest';
import { blamed, playSystem, set, someOf } from './play.js';

describe('document', () => {
  it('loses nothing and applies nothing twice, through lost connections', async () => {
    const { code, report } = await playSystem('document', ...set({ steps: 30 }));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.connections.reconnected).toBeGreaterThan(10);
    expect(report.delivery?.violations).toEqual([]);
    expect(report.delivery?.reach.expectedLeast).toBeGreaterThan(1000);
    expect(report.state?.checks.map(({ name, compared }) => [name, compared])).toEqual([
      ['operations', 4],
      ['shortest copy', 4],
      ['longest copy', 4],
    ]);
  });

  // A second copy that comes behind what the others got before it is out of order too.
  it.each(
    someOf([
      ['resume-off-by-one', [], ['shortest copy'], ['lost-update']],
      ['applied-twice', ['duplicate'], ['operations', 'shortest copy', 'longest copy'], ['double-count']],
      ['lost-on-reconnect', ['missing'], ['operations'], ['lost-update']],
    ]),
  )('convicts %s', async (bug, kinds, checks, faults) => {
    const { code, report } = await playSystem('document', ...set({ 'target.bug': bug }));
    expect([code, ...blamed(report).filter((kind) => kind !== 'order')]).toEqual([1, ...kinds]);
    const wrong = report.state?.violations ?? [];
    expect(wrong.map(({ check }) => check)).toEqual(expect.arrayContaining(checks));
    expect(wrong.map(({ kind }) => kind)).toEqual(expect.arrayContaining(faults));
  });
});
