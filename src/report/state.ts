import type { StateVerdict } from '../oracle/state/verdict.js';
import { clip } from './clip.js';
import type { StateReport } from './state-report.js';

const violationsMost = 100;

/** What was found of the server's state, as it stands in reports; `null` where nobody asked. */
export function stateReportOf(verdict: StateVerdict | null | undefined): StateReport | null {
  if (verdict === null || verdict === undefined || verdict.checks.length === 0) return null;
  const violations = verdict.checks.flatMap((check) => check.violations);
  return {
    checks: verdict.checks.map((check) => ({
      name: check.name,
      kind: check.kind,
      readings: check.readings,
      unread: check.unread,
      unreadBecause: check.unreadBecause === null ? null : clip(check.unreadBecause),
      keys: check.keys,
      compared: check.compared,
      exact: check.exact,
      strangers: check.strangers,
      doubt: check.doubt === null ? null : clip(check.doubt),
      violations: check.violations.length,
    })),
    violationCount: violations.length,
    violations: violations
      .slice(0, violationsMost)
      .map(({ check, kind, key, member, value, least, most, atUs, because }) => ({
        check,
        kind,
        key: clip(key),
        member: member === null ? null : clip(member),
        value,
        least,
        most,
        atUs,
        because,
      })),
  };
}
