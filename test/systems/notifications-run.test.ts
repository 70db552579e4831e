import { describe, expect, it } from 'vitest';
import { blamed, playSystem, set } from './play.js';

const short = set({ steps: 14, 'faults.0.drop.at': '1s' });

describe('notifications', () => {
  it('passes; sleepers are cut again and again, and nobody else who was left alone', async () => {
    const { code, report } = await playSystem('notifications');
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.delivery?.violations).toEqual([]);
    expect(report.state?.violations).toEqual([]);
    const { dropped, errors } = report.connections;
    const cut = Object.entries(errors).find(([reason]) => reason.includes('1006'))?.[1] ?? 0;
    // Four sleepers, a second and a half each, through the eight seconds of the plan.
    expect(cut).toBeGreaterThanOrEqual(8);
    expect(cut).toBeLessThan(dropped);
    expect(report.metrics).toMatchObject({
      'heartbeat in ms': { kind: 'trend' },
      'posts taken': { kind: 'rate' },
    });
  });

  it('convicts forgets-topics-on-reconnect of missing', async () => {
    const bug = { 'target.bug': 'forgets-topics-on-reconnect' };
    const { code, report } = await playSystem('notifications', ...short, ...set(bug));
    expect([code, blamed(report)]).toEqual([1, ['missing']]);
  });

  it('convicts token-for-anybody: somebody logs in with a wrong password', async () => {
    const bug = { steps: 2, 'target.bug': 'token-for-anybody' };
    const { code, report } = await playSystem('notifications', ...set(bug));
    expect([code, blamed(report)]).toEqual([1, []]);
    expect(report.reasons.join()).toContain('break-ins');
  });
});
