import { describe, expect, it } from 'vitest';
import { blamed, playSystem, set, someOf } from './play.js';

describe('booking', () => {
  it('sells as many seats as it accepts bookings', async () => {
    const { code, report } = await playSystem('booking');
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect([report.actions.accepted, report.state?.checks[0]?.compared]).toEqual([80, 8]);
    expect(report.delivery?.reach).toMatchObject({ expectedLeast: 2400, received: 2400 });
  });

  it('convicts double-booking twice', async () => {
    const { code, report } = await playSystem('booking', ...set({ 'target.bug': 'double-booking' }));
    expect([code, blamed(report)]).toEqual([1, []]);
    expect(report.oracle.falseAccepts).toBeGreaterThan(0);
    expect(report.oracle.violations[0]?.because).toContain('at most 10 fit');
    expect(new Set(report.state?.violations.map(({ kind }) => kind))).toEqual(new Set(['lost-update']));
  });
});

describe('turn-game', () => {
  it('lets one move, and tells the table', async () => {
    const { code, report } = await playSystem('turn-game', ...set({ 'phases.0.steps': 12 }));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.delivery?.violations).toEqual([]);
    expect(report.state?.checks[0]?.exact).toBe(4);
  });

  it('convicts moves-twice', async () => {
    const flags = set({ 'phases.0.steps': 2, 'phases.1.steps': 2, 'target.bug': 'moves-twice' });
    const { code, report } = await playSystem('turn-game', ...flags);
    expect([code, blamed(report), report.state?.violations]).toEqual([1, [], []]);
    expect(report.oracle.violations[0]?.because).toMatch(/accepted u\d twice/);
  });
});

describe('auction', () => {
  it('gives each lot to one bidder at a time', async () => {
    const { code, report } = await playSystem('auction', ...set({ 'phases.1.steps': 25 }));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.delivery?.violations).toEqual([]);
  });

  it.each(
    someOf([
      ['release-by-anyone', 'falseAccepts'],
      ['held-for-good', 'falseRejects'],
    ] as const),
  )('convicts %s', async (bug, wrong) => {
    const { code, report } = await playSystem(
      'auction',
      ...set({ users: 3, 'phases.0.steps': 1, 'phases.1.steps': 10, 'phases.2.steps': 1, 'target.bug': bug }),
    );
    expect([code, blamed(report)]).toEqual([1, []]);
    expect(report.oracle[wrong]).toBeGreaterThan(0);
  });
});
