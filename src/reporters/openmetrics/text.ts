import { safeText } from '../format/safe.js';
import {
  families,
  type Family,
  type FamilyName,
  type Labels,
  type Sample,
  type Samples,
} from './families.js';

/** OpenMetrics 1.0, or the text format 0.0.4 that Prometheus has always read. */
export type Exposition = 'openmetrics' | 'prometheus';

/** What each of them calls itself. */
export const contentTypes: Readonly<Record<Exposition, string>> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
};

/** Samples as text, family by family; label values may be hostile. */
export function expositionText(samples: Samples, exposition: Exposition): string {
  const names = (Object.keys(families) as FamilyName[]).filter((name) => (samples[name] ?? []).length > 0);
  const lines = names.flatMap((name) => familyLines(name, samples[name] ?? [], exposition));
  return `${[...lines, ...(exposition === 'openmetrics' ? ['# EOF'] : [])].join('\n')}\n`;
}

function familyLines(
  name: FamilyName,
  samples: readonly Sample[],
  exposition: Exposition,
): readonly string[] {
  const family: Family = families[name];
  const isOpen = exposition === 'openmetrics';
  // The older format calls a counter as its samples are called, and knows neither units, infos nor state sets.
  const called = isOpen ? name : name + suffixOf(family);
  const type = !isOpen && (family.type === 'info' || family.type === 'stateset') ? 'gauge' : family.type;
  return [
    `# TYPE ${called} ${type}`,
    ...(isOpen && family.unit !== '' ? [`# UNIT ${called} ${family.unit}`] : []),
    `# HELP ${called} ${isOpen ? escaped(family.help) : family.help.replaceAll('\\', '\\\\')}`,
    ...sampleLines(name + suffixOf(family), samples),
  ];
}

function suffixOf({ type }: Family): string {
  return type === 'counter' ? '_total' : type === 'info' ? '_info' : '';
}

/** Names that differ only in what is not shown of them would be one series twice: the first one counts. */
function sampleLines(name: string, samples: readonly Sample[]): readonly string[] {
  const seen = new Set<string>();
  return samples.flatMap((sample) => {
    const own = labelsText(sample.labels);
    if (seen.has(own)) return [];
    seen.add(own);
    if ('value' in sample) return [`${name}${own} ${numberText(sample.value)}`];
    const { quantiles, count, sum } = sample.summary;
    return [
      ...quantiles.map(
        ([quantile, value]) =>
          `${name}${labelsText({ ...sample.labels, quantile: numberText(quantile) })} ${numberText(value)}`,
      ),
      ...(count === null ? [] : [`${name}_count${own} ${numberText(count)}`]),
      ...(sum === null ? [] : [`${name}_sum${own} ${numberText(sum)}`]),
    ];
  });
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(safeText(value))}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** As JavaScript writes it: the shortest text that gives the same double back. */
function numberText(value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}
