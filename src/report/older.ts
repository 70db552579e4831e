import type { Report } from './report.js';

/**
 * A stored report of version 1 with the keys that turnwise has added since it was written: such keys say that
 * nothing is known of them. Without it a report of last month could not be shown any more.
 */
export function withLaterKeys(stored: Report): Report {
  const {
    faults = [],
    faultCount = 0,
    server = null,
    sessions = noSessions,
    percentiles = noPercentiles,
    environment,
    ...rest
  } = stored as Partial<Report>;
  return {
    ...(rest as Report),
    faults,
    faultCount,
    server,
    sessions,
    percentiles,
    environment: { ...noEnvironment, ...environment },
  };
}

const noSessions: Report['sessions'] = {
  hooks: [],
  connectsPerSecond: { mean: null, peak: null },
};

const noEnvironment: Report['environment'] = { turnwise: '', node: '', os: '', startedAt: '', zeroAt: null };

const noPercentiles: Report['percentiles'] = { response: [], service: [], accepted: [], rejected: [] };
