import type { ReportedThreshold } from '../../report/numbers.js';
import { durationText } from '../../report/words.js';

/** Whether a threshold holds, in a word. */
export function heldText({ ok }: ReportedThreshold): string {
  if (ok === null) return 'undefined';
  return ok ? 'holds' : 'FAILS';
}

/** What there is to say besides: who is the worst of all that were looked at, whether it stopped the run, why it is undefined. */
export function heldDetails({ why, scope, abortedAtUs }: ReportedThreshold): readonly string[] {
  return [
    ...(scope?.each === true && scope.name !== '' ? [`the worst ${scope.by} is ${scope.name}`] : []),
    ...(abortedAtUs === null ? [] : [`stopped the run at ${durationText(abortedAtUs)}`]),
    ...(why === null ? [] : [why]),
  ];
}
