import { describe, expect, it } from 'vitest';
import { blamed, playSystem, set, someOf } from './play.js';

/** Shorter, where a bug shows at once. */
const quick = { steps: 14 };

describe('quota-chat', () => {
  it('passes over two processes, in every way around the limit', async () => {
    const { code, report } = await playSystem('quota-chat', ...set(quick));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.oracle.falseAccepts + report.oracle.falseRejects).toBe(0);
    expect(report.actions.rejected).toBeGreaterThan(50);
    expect(report.delivery?.violations).toEqual([]);
    // Everybody in a room, at whichever process.
    expect(report.delivery?.reach.expectedLeast).toBeGreaterThan(1000);
    expect(report.delivery?.reach.receivedOfLeast).toBe(report.delivery?.reach.expectedLeast);
  });

  it.each(
    someOf([
      ['quota-by-socket', { steps: 1 }, 'falseAccepts', 'falseRejects', 'evasion-secondTab'],
      ['quota-per-node', { steps: 1 }, 'falseAccepts', 'falseRejects', 'evasion-otherNode'],
      // It refuses what it owes.
      ['expire-refresh', { steps: 28, evasion: '[reconnect]' }, 'falseRejects', 'falseAccepts', null],
    ] as const),
  )('convicts %s', async (bug, how, wrong, right, phase) => {
    const { code, report } = await playSystem('quota-chat', ...set({ ...how, 'target.bug': bug }));
    expect(code).toBe(1);
    expect(report.oracle[wrong]).toBeGreaterThan(0);
    expect(report.oracle[right]).toBe(0);
    const phases = report.perPhase.filter((one) => one[wrong] > 0).map(({ name }) => name);
    if (phase === null) expect(blamed(report)).toEqual([]);
    else expect(phases).toContain(phase);
  });
});
