import type { Report } from '../../report/report.js';

/**
 * `1.400 s into the run (2026-01-02 03:04:06.400 UTC)`: an instant as it stands in the report, and where the
 * report's times are on a wall clock as it stands in the log of the server.
 */
export function momentText(atUs: number, report: Pick<Report, 'environment' | 'plan'>): string {
  const into = `${(atUs / 1_000_000).toFixed(3)} s into the ${report.plan.hash === null ? 'log' : 'run'}`;
  const wall = wallText(atUs, report.environment);
  return wall === null ? into : `${into} (${wall})`;
}

/** `2026-01-02 03:04:06.400 UTC`; `null` where the times of a report are on no wall clock. */
export function wallText(atUs: number, { zeroAt }: Report['environment']): string | null {
  const zeroMs = zeroAt === null ? Number.NaN : Date.parse(zeroAt);
  const ms = zeroMs + Math.floor(atUs / 1000);
  if (!(ms >= 0 && ms < yearTenThousandMs)) return null;
  return `${new Date(ms).toISOString().slice(0, 23).replace('T', ' ')} UTC`;
}

/** Later years have more digits. */
const yearTenThousandMs = 253_402_300_800_000;
