import { describe, expect, it } from 'vitest';
import { playSystem, set } from './play.js';

describe('sticky', () => {
  it('works over polling with the cookie', async () => {
    const { code, report } = await playSystem('sticky', ...set({ steps: 6 }));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    expect(report.connections).toMatchObject({ opened: 20, failed: 0, reconnected: 10 });
  });

  it('does not work without it, and says why', async () => {
    const { code, report } = await playSystem('sticky', ...set({ 'target.bug': 'no-cookie' }));
    expect([code, report.connections.opened]).toEqual([2, 0]);
    expect(report.reasons[0]).toMatch(/^nobody could connect; most often: HTTP 400 Bad Request/);
  });

  it('works over websocket without it, until somebody comes back', async () => {
    const flags = set({ steps: 4, 'target.bug': 'no-cookie' });
    const { code, report } = await playSystem('sticky/websocket', ...flags);
    expect([code, report.connections.failed]).toEqual([1, 0]);
    const wrong = report.perPhase.filter(({ falseAccepts }) => falseAccepts > 0).map(({ name }) => name);
    expect(wrong).toEqual(['evasion-reconnect']);
    expect((await playSystem('sticky/websocket', ...set({ steps: 4 }))).code).toBe(0);
  });
});
