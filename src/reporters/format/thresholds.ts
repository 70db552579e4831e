import type { ReportedThreshold } from '../../report/numbers.js';
import { durationText } from '../../report/words.js';

/** Whether a threshold holds, who is the worst of all that were looked at, and whether it stopped the run. */
export function heldText({ ok, scope, abortedAtUs }: ReportedThreshold): string {
  const whose = scope?.each === true && scope.name !== '' ? ` (worst: ${scope.name})` : '';
  const stopped = abortedAtUs === null ? '' : `, stopped the run at ${durationText(abortedAtUs)}`;
  if (ok === true) return `holds${whose}${stopped}`;
  return `${ok === false ? 'FAILS' : 'undefined'}${whose}${stopped}`;
}
