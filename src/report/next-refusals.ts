import { isMeasured } from './measured.js';
import type { Report } from './report.js';

type Facts = Pick<Report, 'oracle' | 'plan' | 'harness'>;

/** Refusals of this many keys that were never accepted on are no matter of one key. */
const freshKeysLeast = 2;

/** What to look at where refusals are wrong: one is only where nobody unseen was accepted before it. */
export function refusalAdvice(report: Facts): readonly string[] {
  const { oracle, plan } = report;
  const refusals = oracle.violations.filter(
    ({ kind, strength }) => kind === 'false-reject' && strength === 'proven',
  );
  if (refusals.length === 0) return [];
  const { exclusive, initial } = oracle.assumptions;
  if (plan.hash === null)
    return exclusive ? ['This holds only if every action that touched these keys is in the file.'] : [];
  if (!isMeasured(report)) return [];
  // With nobody accepted before, the refusal is all that the proof consists of.
  const fresh = new Set(refusals.filter(({ actions }) => actions.length === 1).map(({ key }) => key));
  return [
    ...(fresh.size >= freshKeysLeast ? [oneForAll] : []),
    ...(exclusive ? [initial === 'fresh' ? onlyAlone : onlyAloneHow] : []),
  ];
}

const oneForAll =
  'Several keys refused before anything was accepted on them, as one limit shared by all of them would: does the server read the field that names the resource?';
const onlyAlone = 'This holds only if nobody else used these keys.';
const onlyAloneHow =
  'This holds only if nobody else used these keys; ${run} in the resource names keeps others out.';
