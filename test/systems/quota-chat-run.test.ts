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

  it('convicts expire-refresh of refusing what it owes', async () => {
    const { code, report } = await playSystem(
      'quota-chat',
      ...set({ steps: 28, evasion: '[reconnect]', 'target.bug': 'expire-refresh' }),
    );
    expect([code, blamed(report)]).toEqual([1, []]);
    expect(report.oracle.falseRejects).toBeGreaterThan(0);
    expect(report.oracle.falseAccepts).toBe(0);
  });

  it.each(
    someOf([
      ['quota-by-socket', 'evasion-secondTab'],
      ['quota-per-node', 'evasion-otherNode'],
    ]),
  )('convicts %s in the phase %s', async (bug, phase) => {
    const { code, report } = await playSystem('quota-chat', ...set({ steps: 1, 'target.bug': bug }));
    expect(code).toBe(1);
    expect(report.oracle.falseAccepts).toBeGreaterThan(0);
    expect(report.oracle.falseRejects).toBe(0);
    const wrong = report.perPhase.filter(({ falseAccepts }) => falseAccepts > 0).map(({ name }) => name);
    expect(wrong).toContain(phase);
  });
});
