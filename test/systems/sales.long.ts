import { describe, expect, it } from 'vitest';
import { playSystem, set } from './play.js';

describe('a thousand people in the sales office', () => {
  it('of whom a fifth lose their connection: everybody else hears all that is theirs, and nothing stays open', async () => {
    const { code, report } = await playSystem('sales/thousand');
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    const { reach, violations } = report.delivery ?? {};
    expect(violations).toEqual([]);
    expect(reach?.receivedOfLeast).toBe(reach?.expectedLeast);
    expect(reach?.expectedLeast).toBeGreaterThan(50_000);
    expect(reach?.received).toBeLessThanOrEqual(reach?.expectedMost ?? 0);
    expect(report.connections).toMatchObject({ dropped: 200, reconnected: 200 });
  }, 180_000);

  it('without that trouble the reach is exact', async () => {
    const { code, report } = await playSystem('sales/thousand', ...set({ faults: '[]' }));
    expect([code, report.reasons]).toEqual([0, report.reasons]);
    const { reach } = report.delivery ?? {};
    expect(reach).toMatchObject({ least: 1, most: 1 });
    expect(reach?.expectedMost).toBe(reach?.expectedLeast);
    expect(report.connections).toMatchObject({ opened: 1000, dropped: 0 });
  }, 180_000);
});
