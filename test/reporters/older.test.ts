import { describe, expect, it } from 'vitest';
import { withLaterKeys } from '../../src/report/older.js';
import type { Report } from '../../src/report/report.js';
import { reporters } from '../../src/reporters/index.js';
import { samples } from './samples.js';

/** A report as it was stored before sessions, faults and the server's side were written down. */
function asOfBefore(report: Report): Report {
  const later = new Set(['faults', 'faultCount', 'server', 'sessions', 'connection', 'node', 'phase']);
  return JSON.parse(
    JSON.stringify(report, (key, value: unknown) => (later.has(key) ? undefined : value)),
  ) as Report;
}

describe('a report of an older version', () => {
  it.each(Object.entries(samples))('%s is shown as far as it goes', (_, report) => {
    const older = withLaterKeys(asOfBefore(report));
    for (const reporter of Object.values(reporters)) {
      const text = reporter.render(older);
      expect(text).not.toBe('');
      expect(text).not.toMatch(/\bundefined\b|\bNaN\b/);
    }
  });

  it('of today is left as it is', () => {
    expect(withLaterKeys(samples.passing)).toEqual(samples.passing);
  });
});
