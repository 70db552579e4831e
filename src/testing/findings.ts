import type { Violation } from '../oracle/verdict.js';
import { deliveryDoubts } from '../report/delivery-verdict.js';
import type { Report } from '../report/report.js';
import { wasStopped } from '../report/threshold-verdict.js';
import { failedText, thresholdText, undecidedText } from '../report/threshold-words.js';

/** What a violation of a model is called. */
export type BreakKind = Violation['kind'];

/** Whether a report is as somebody expected. */
export interface Finding {
  /** `null`: the run could not tell, which is no better than a no for whoever expects something. */
  readonly ok: boolean | null;
  /** What was expected, after "to". */
  readonly wanted: string;
  /** Why it is not so, where the reasons of the verdict do not say it. */
  readonly why: readonly string[];
  /** The two sides, for test runners that show how they differ. */
  readonly expected: Readonly<Record<string, unknown>>;
  readonly actual: Readonly<Record<string, unknown>>;
}

/** No answer is proven wrong, and enough were decided. */
export function obeysModel(report: Report): Finding {
  const { oracle, reasons } = report;
  const doubts = modelDoubts(report);
  const isBroken = brokeModel(report);
  return {
    ok: isBroken ? false : doubts.length === 0 ? true : null,
    wanted: 'obey its model',
    // The reasons of the verdict stand below.
    why: isBroken ? [] : doubts.filter((doubt) => !reasons.includes(doubt)),
    expected: { violations: 0, decided: true },
    actual: { violations: oracle.violationCount, decided: doubts.length === 0 || isBroken },
  };
}

/** A violation is proven; of this kind, where one is named. */
export function breaksModel(report: Report, kind?: BreakKind): Finding {
  const kinds = kindsProven(report);
  const obeys = obeysModel(report);
  const isShown = brokeModel(report) && (kind === undefined || kinds.includes(kind));
  const isOther = brokeModel(report) && !isShown;
  return {
    ok: isShown ? true : obeys.ok === null ? null : false,
    wanted: kind === undefined ? 'break its model' : `break its model by a ${kind.replaceAll('-', ' ')}`,
    why: isOther ? [`it broke it, but by ${kinds.join(', ').replaceAll('-', ' ')} alone`] : [],
    expected: { kinds: [kind ?? 'any kind'] },
    actual: { kinds },
  };
}

/** Everything was judged, and nothing was wrong: model, deliveries, state, thresholds. */
export function passes({ verdict }: Report): Finding {
  return {
    ok: verdict === 'inconclusive' ? null : verdict === 'pass',
    wanted: 'pass',
    why: [],
    expected: { verdict: 'pass' },
    actual: { verdict },
  };
}

/** All broadcasts that were due came, once, in order, and reached nobody else. */
export function reachesEverybody({ delivery, harness }: Report): Finding {
  const nobodyLooked = 'the scenario has no `delivery`, so nobody looked at what was broadcast';
  const doubts = delivery === null ? [nobodyLooked] : deliveryDoubts(delivery);
  const violations = delivery?.violations ?? [];
  const isFaulty = violations.length > 0 && harness.health !== 'void';
  return {
    ok: isFaulty ? false : doubts.length === 0 && violations.length === 0 ? true : null,
    wanted: 'reach everybody',
    why: isFaulty ? violations.slice(0, 3).map(({ because }) => because) : doubts,
    expected: { faults: 0 },
    actual: { faults: delivery?.violationCount ?? null },
  };
}

/** Every threshold of the scenario and of the call holds; none is no demand, and so nothing to meet. */
export function meetsThresholds(report: Report): Finding {
  const { thresholds } = report;
  const isVoid = report.harness.health === 'void';
  const failed = isVoid ? [] : thresholds.filter(({ ok }) => ok === false);
  const why = [
    ...(thresholds.length === 0 ? ['the scenario has no `thresholds`, so there is nothing to meet'] : []),
    ...failed.map(failedText),
    ...(isVoid ? [untrusted] : []),
    ...(isCut(report) ? [stoppedEarly] : []),
    ...thresholds.filter(({ ok }) => ok === null).map(undecidedText),
  ];
  return {
    ok: failed.length > 0 ? false : why.length > 0 ? null : true,
    wanted: 'meet its thresholds',
    why,
    expected: Object.fromEntries(thresholds.map((one) => [thresholdText(one), true])),
    actual: Object.fromEntries(thresholds.map((one) => [thresholdText(one), one.ok])),
  };
}

/** What had still to come may have made another number of it. */
function isCut({ interrupted, thresholds }: Report): boolean {
  return interrupted || wasStopped(thresholds);
}

function brokeModel({ oracle, harness }: Report): boolean {
  return oracle.violationCount > 0 && harness.health !== 'void';
}

/** Counts are complete; of the violations written out there are the first hundred only. */
function kindsProven({ oracle }: Report): readonly string[] {
  const counted: readonly (readonly [BreakKind, number])[] = [
    ['false-accept', oracle.falseAccepts],
    ['false-reject', oracle.falseRejects],
    ['wrong-reason', oracle.wrongReasons],
    ['early-promise', oracle.earlyPromises],
  ];
  const shown = oracle.violations.filter(({ strength }) => strength === 'proven').map(({ kind }) => kind);
  return [...new Set([...counted.filter(([, count]) => count > 0).map(([kind]) => kind), ...shown])].sort();
}

/** Why it cannot be said that the model was obeyed; doubts about other things are none about the model. */
function modelDoubts({ verdict, doubts, interrupted, harness }: Report): readonly string[] {
  if (doubts === undefined)
    return verdict === 'pass'
      ? []
      : ['the version of turnwise that wrote this report kept no doubts of the model'];
  if (doubts.length > 0) return doubts;
  if (harness.health === 'void') return [untrusted];
  return interrupted ? [stoppedEarly] : [];
}

const untrusted = 'the times of this run cannot be trusted';
const stoppedEarly = 'the run was stopped early, so only its beginning was played';
