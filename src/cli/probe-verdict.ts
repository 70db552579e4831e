import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { judge } from '../oracle/judge.js';
import type { Verdict } from '../oracle/verdict.js';
import type { Findings, ProbeSpec } from '../probe/contract.js';
import type { Probed } from '../probing/probing.js';
import { answersIn, nothingSeen } from './probe-nothing.js';
import type { Scenario } from '../scenario/scenario.js';

/** What is to be thought of the declared model, and why where that is not clear. */
export interface ProbeVerdict {
  readonly verdict: 'possible' | 'impossible' | 'untold';
  readonly reasons: readonly string[];
}

/**
 * What is to be thought of the declared model. A server is only accused where nobody else touched its keys
 * and the judge of every run, with the assumptions of the scenario, finds no explanation either. `server`: in words.
 */
export function probeVerdictOf(
  { assumptions }: Pick<Scenario, 'assumptions'>,
  { declared }: Pick<ProbeSpec, 'declared'>,
  { findings, history, ended }: Omit<Probed, 'notes'>,
  server: string,
): ProbeVerdict {
  if (!assumptions.exclusive)
    return untold(
      'others use the same keys (exclusive: false), so what they do cannot be told from the limit',
    );
  if (answersIn(history) === 0) return untold(nothingSeen({ history, ended }, server));
  if (ended === 'nobody-connected') return untold('in the end nobody could connect any more');
  if (declared === null) return untold('the scenario declares no model');
  if (findings.declared === 'impossible')
    return isProvenAgainst(judgedBy(declared, history, assumptions))
      ? { verdict: 'impossible', reasons: [] }
      : untold('the declared model could explain it after all, though barely');
  if (findings.candidates.length === 0)
    return judgedBy(declared, history, assumptions)?.history === 'valid'
      ? {
          verdict: 'possible',
          reasons: ['it explains what was seen, which no single limit does that is known'],
        }
      : untold('no limit that is known explains what was seen');
  const doubt = doubtOf(findings);
  return doubt === null ? { verdict: 'possible', reasons: [] } : untold(doubt);
}

/** Why it says little that the declared model is possible; `null`: it says something. */
function doubtOf({ candidates }: Findings): string | null {
  if (candidates.every(({ family }) => family === 'none'))
    return 'nothing was refused, and too little was asked to tell more';
  const keys = new Set(candidates.map(({ per }) => per.join('+')));
  return keys.size > 1 ? 'what the limit is counted on could not be told' : null;
}

function untold(reason: string): ProbeVerdict {
  return { verdict: 'untold', reasons: [reason] };
}

/** Whether the judge of every run proves that a correct server cannot have answered so. */
function isProvenAgainst(judged: Verdict | null): boolean {
  return (
    judged !== null && judged.void === null && judged.violations.some(({ strength }) => strength === 'proven')
  );
}

/** `null` where the limit is counted on something that no answer says. */
function judgedBy(model: Model, history: History, assumptions: Assumptions): Verdict | null {
  try {
    return judge(model, history, assumptions);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
