import { describe, expect, it } from 'vitest';
import { blamed, playSystem, set, someOf } from './play.js';

describe('room-chat', () => {
  it('passes while subscriptions come and go', async () => {
    const { code, report } = await playSystem('room-chat');
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.delivery?.violations).toEqual([]);
    // Drifters are where nobody can know; those who stay are certain.
    expect(report.delivery?.reach.expectedMost).toBeGreaterThan(report.delivery?.reach.expectedLeast ?? 0);
    expect(report.delivery?.reach.expectedLeast).toBeGreaterThan(2000);
    expect(report.state?.violations).toEqual([]);
  });

  it.each(
    someOf([
      ['late-unsubscribe', ['leak']],
      ['drops-first', ['missing']],
      ['reorders', ['order']],
    ]),
  )('convicts %s of %j', async (bug, kinds) => {
    const { code, report } = await playSystem('room-chat', ...set({ steps: 12, 'target.bug': bug }));
    expect([code, blamed(report)]).toEqual([1, kinds]);
  });

  it('convicts open-door: somebody is let in with a guessed token', async () => {
    const { code, report } = await playSystem('room-chat', ...set({ steps: 2, 'target.bug': 'open-door' }));
    expect([code, blamed(report)]).toEqual([1, []]);
    expect(report.reasons.join()).toContain('strangers');
  });
});
