import type { ReportedFault } from '../../report/report.js';
import { countText } from '../../report/words.js';

/** `4.00 s`, or `4.00 s to 6.00 s` for what lasted. */
export function whenText({ atUs, untilUs }: ReportedFault): string {
  const from = secondsText(atUs);
  const until = untilUs === null ? from : secondsText(untilUs);
  return until === from ? from : `${from} to ${until}`;
}

/** `u3, u5, u7, u9, u11 and 10 more`; empty where nobody was named. */
export function whomText({ users, names }: ReportedFault): string {
  if (names.length === 0) return '';
  const more = Math.max(0, (users ?? 0) - names.length);
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${countText(more)} more`;
}

/** A fault in one line: when, what, and to whom. */
export function faultText(fault: ReportedFault): string {
  const whom = whomText(fault);
  return `${whenText(fault)}  ${fault.fault}: ${fault.text}${whom === '' ? '' : `: ${whom}`}`;
}

function secondsText(us: number): string {
  return `${(us / 1_000_000).toFixed(2)} s`;
}
