import { describe, expect, it } from 'vitest';
import { withLaterKeys } from '../../src/report/older.js';
import type { Report } from '../../src/report/report.js';
import { reporters } from '../../src/reporters/index.js';
import { samples } from './samples.js';

/** A report as it was stored before sessions, faults and the server's side were written down. */
function asOfBefore(report: Report): Report {
  const { faults, faultCount, server, sessions, ...before } = structuredClone(report);
  const violations = before.oracle.violations.map((violation) => ({
    ...violation,
    actions: violation.actions.map(({ connection, node, phase, ...action }) => action),
  }));
  return { ...before, oracle: { ...before.oracle, violations } } as unknown as Report;
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
