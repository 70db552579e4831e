import type { Finding } from '../../src/oracle/contention/finding.js';
import type { Rules } from '../../src/oracle/contention/interval-recursion/course.js';
import type { Found } from '../../src/oracle/contention/interval-recursion/key-streams.js';
import { earliestAfter } from '../../src/oracle/contention/restarts.js';
import { seen } from '../../src/oracle/contention/windows.js';

interface Pushed {
  readonly id: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly kind: number;
  /** Accepted, and nothing before contradicts it. */
  isBelieved: boolean;
  /** Refused without a cause, so that it may as well have been accepted. */
  isDoubted: boolean;
  isPending: boolean;
}

/** The rules for one key read as they stand: everything is kept, and looked through again for each answer. */
export function plainStream(rules: Rules, minMarginUs: number, found: Found) {
  const { gaps, restarts, rejectsBind, initial } = rules;
  const pushed: Pushed[] = [];
  const widenedUs = (first: Pushed, second: Pushed): number => {
    let byUs = 0;
    while (earliestAfter(first.startUs - byUs, gaps.acceptUs, restarts) > second.endUs + byUs) byUs++;
    return byUs;
  };
  const settle = (one: Pushed): void => {
    const others = pushed.filter((other) => other !== one && (other.kind !== seen.reject || other.isDoubted));
    const ended = others.filter((other) => other.isDoubted || other.startUs <= one.endUs);
    const unseen = initial === 'unknown' ? pushed.map(({ startUs }) => startUs) : [];
    const pastUs = unseen.length === 0 ? -Infinity : Math.min(...unseen);
    const idleUs = Math.max(pastUs, ...ended.map(({ endUs }) => endUs));
    if (!rejectsBind || one.startUs - idleUs < gaps.refuseUs) return found('undecidable', one.id, -1, 0, NaN);
    if (one.kind === seen.accept) return found('true-accept', one.id, -1, 0, NaN);
    const later = others.filter(({ startUs }) => startUs > one.endUs).map(({ startUs }) => startUs);
    const beforeUs = Math.ceil((one.startUs - idleUs - gaps.refuseUs + 1) / 2);
    const marginUs = Math.min(beforeUs, Math.ceil((Math.min(...later) - one.endUs) / 2));
    one.isDoubted = true;
    const finding: Finding = marginUs < minMarginUs ? 'near-edge' : 'false-reject';
    found(finding, one.id, -1, marginUs === Infinity ? gaps.refuseUs : marginUs, idleUs);
  };
  return {
    push(id: number, startUs: number, endUs: number, kind: number): void {
      const one = { id, startUs, endUs, kind, isBelieved: false, isDoubted: false, isPending: false };
      const believed = pushed.filter(({ isBelieved }) => isBelieved);
      const last = believed.find((other) => believed.every((rival) => rival.startUs <= other.startUs));
      pushed.push(one);
      if (kind === seen.unknown) return;
      const marginUs = last === undefined ? 0 : Math.min(widenedUs(last, one), widenedUs(one, last));
      one.isPending = marginUs === 0;
      one.isBelieved = kind === seen.accept && marginUs === 0;
      if (marginUs === 0) return;
      if (kind === seen.reject) return found('true-reject', id, -1, 0, NaN);
      found(marginUs < minMarginUs ? 'near-edge' : 'false-accept', id, last?.id ?? -1, marginUs, NaN);
    },
    passed(untilUs: number): void {
      const due = pushed.filter(({ isPending, endUs }) => isPending && endUs < untilUs - 2 * minMarginUs);
      for (const one of due.sort((a, b) => a.endUs - b.endUs)) {
        one.isPending = false;
        settle(one);
      }
    },
  };
}
