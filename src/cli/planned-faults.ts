import { faultWords } from '../plan/fault-words.js';
import type { PlanHeader, PlannedFault } from '../plan/plan.js';
import { durationText, plural } from '../report/words.js';

type Faults = Pick<PlanHeader, 'faults' | 'phases' | 'durationUs'>;

/** The trouble of a plan in words. Reconnects by which users try to evade the limit are no faults, and said apart. */
export function plannedFaultLines({ faults = [], phases }: Faults): readonly string[] {
  const evading = faults.filter((fault) => isEvasion(fault, phases));
  return [
    ...(evading.length === 0
      ? []
      : [`${plural(evading.length, 'new connection')} by which users try to evade the limit`]),
    ...faultWords(faults.filter((fault) => !evading.includes(fault))),
  ];
}

/** Faults that begin when everything else is over are never made. */
export function lateFaultWarnings({ faults = [], durationUs }: Faults): readonly string[] {
  const late = faults.filter(({ atUs }) => atUs > durationUs);
  const [first] = late;
  if (first === undefined) return [];
  const kinds = [...new Set(late.map(({ kind }) => kind))].join(', ');
  return [
    `${plural(late.length, 'fault')} (${kinds}) would begin ${durationText(first.atUs)} into the plan or later, but its last action leaves after ${durationText(durationUs)}: the run may be over before`,
  ];
}

function isEvasion({ kind, atUs }: PlannedFault, phases: PlanHeader['phases']): boolean {
  return (
    kind === 'drop' &&
    phases.some(
      ({ pacing, startUs, durationUs }) =>
        pacing === 'evasion' && atUs >= startUs && atUs <= startUs + durationUs,
    )
  );
}
