import { comparedNumbers, type ComparedNumber } from './comparison-numbers.js';
import type { ComparedMetric, Comparison } from './comparison.js';
import type { Report } from './report.js';

/**
 * How a run differs from an earlier one. `better` and `worse` are said only where the 95 % intervals of the two do not
 * overlap, so of two runs of which nothing differs fewer than one number in a hundred is called either.
 */
export function comparisonOf(report: Report, baseline: Report): Comparison {
  const before = comparedNumbers(baseline);
  return {
    baseline: {
      scenario: baseline.scenario.name,
      seed: baseline.seed,
      planHash: baseline.plan.hash,
      startedAt: baseline.environment.startedAt,
      verdict: baseline.verdict,
      turnwise: baseline.environment.turnwise,
    },
    notes: notesOf(report, baseline),
    metrics: comparedNumbers(report).map((now, index) => compared(now, before[index] ?? now)),
  };
}

function compared(now: ComparedNumber, before: ComparedNumber): ComparedMetric {
  return {
    metric: now.metric,
    unit: now.unit,
    before: before.value,
    now: now.value,
    beforeInterval: before.interval,
    nowInterval: now.interval,
    change: changeOf(now, before),
  };
}

function changeOf(now: ComparedNumber, before: ComparedNumber): ComparedMetric['change'] {
  if (now.value === null || before.value === null) return 'unknown';
  const [one, other] = [now.compared, before.compared];
  if (one === null || other === null) return now.value === before.value ? 'same' : 'unknown';
  if (one[0] <= other[1] && other[0] <= one[1]) return now.value === before.value ? 'same' : 'within-noise';
  if (now.best === null) return 'changed';
  return one[0] > other[1] === (now.best === 'most') ? 'better' : 'worse';
}

/** What keeps the two from being compared like with like. */
function notesOf(report: Report, baseline: Report): readonly string[] {
  const differ = (what: string, of: (one: Report) => string | null): readonly string[] => {
    const [before, now] = [of(baseline), of(report)];
    return before === now
      ? []
      : [`another ${what}: ${before ?? "the scenario's own"} before, ${now ?? "the scenario's own"} now`];
  };
  const { scenario, plan } = report;
  const sameScenario = scenario.hash === baseline.scenario.hash;
  const samePlan = plan.hash === baseline.plan.hash;
  return [
    ...(sameScenario
      ? []
      : [
          scenario.name === baseline.scenario.name
            ? 'the scenario is not the same: another text, or other values by flags (--target, --set, ...)'
            : `another scenario: ${baseline.scenario.name} before, ${scenario.name} now`,
        ]),
    ...(samePlan ? [] : ['another plan: other actions, or at other times']),
    ...differ('command', ({ command }) => command.split(' ').slice(0, 2).join(' ')),
    ...differ('target', ({ command }) => targetIn(command)),
    ...differ('machine', ({ environment }) => environment.os),
    ...differ('version of Node', ({ environment }) => environment.node),
    ...differ('version of turnwise', ({ environment }) => environment.turnwise),
    ...(report.interrupted || baseline.interrupted ? ['one of the two was interrupted'] : []),
    ...(report.repeats === undefined && baseline.repeats === undefined
      ? [
          'each of the two was played once: two runs on one machine differ by more than the intervals say, which know of their own sample only',
        ]
      : []),
  ];
}

/** What `--target` was, where it was typed. */
function targetIn(command: string): string | null {
  return /--target[= ]('[^']*'|\S+)/u.exec(command)?.[1] ?? null;
}
