import { nearestName } from '../history/nearest.js';
import { actions, latency } from './catalogue/actions.js';
import { oracle } from './catalogue/oracle.js';
import { connections, delivery, harness, own, server, state } from './catalogue/surroundings.js';
import type { Metric } from './metric.js';

/** Every number that something can be demanded of. Scripts rely on the names. */
export const catalogue: readonly Metric[] = [
  ...actions,
  ...oracle,
  ...latency,
  ...connections,
  ...delivery,
  ...state,
  ...harness,
  ...server,
  ...own,
];

const byName: ReadonlyMap<string, Metric> = new Map(catalogue.map((metric) => [metric.name, metric]));

/** The place of a name that only the run knows. */
const placeholder = 'NAME';
const families = [
  ...new Set(
    catalogue.filter(({ name }) => name.includes(placeholder)).map(({ name }) => name.split(placeholder)[0]),
  ),
];

/** A metric that was asked for, and the name in it that only the run knows; `null` where there is none. */
export interface Asked {
  readonly metric: Metric;
  /** The name in the catalogue: `hooks.NAME.p95`. */
  readonly pattern: string;
  readonly own: string | null;
}

/** The metric of a name; `hooks.join.p95` is found as `hooks.NAME.p95`. `null`: there is none. */
export function metricNamed(name: string): Asked | null {
  const exact = byName.get(name);
  if (exact !== undefined && !name.includes(placeholder)) return { metric: exact, pattern: name, own: null };
  const found = familyOf(name);
  if (found === null) return null;
  const pattern = `${found.lead}${placeholder}.${found.stat}`;
  const metric = byName.get(pattern);
  return metric === undefined ? null : { metric: { ...metric, name }, pattern, own: found.own };
}

/** The known name most like a wrong one; `null`: nothing is near. */
export function nearestMetric(name: string): string | null {
  const found = familyOf(name);
  const names = catalogue.map((metric) =>
    found === null ? metric.name : metric.name.replace(placeholder, found.own),
  );
  return nearestName(name, names);
}

/** A name of the run's own is all between the start that is known and the last dot: it may have dots itself. */
function familyOf(
  name: string,
): { readonly lead: string; readonly own: string; readonly stat: string } | null {
  const lead = families.find((start) => name.startsWith(start));
  const dot = name.lastIndexOf('.');
  if (lead === undefined || dot <= lead.length) return null;
  return { lead, own: name.slice(lead.length, dot), stat: name.slice(dot + 1) };
}

/** The names of some metrics in a short form: `actions.{sent,accepted}, oracle.violations`. */
export function shortNames(metrics: readonly Metric[]): string {
  const stats = new Map<string, string[]>();
  for (const { name } of metrics) {
    const dot = name.lastIndexOf('.');
    const lead = name.slice(0, dot);
    stats.set(lead, [...(stats.get(lead) ?? []), name.slice(dot + 1)]);
  }
  const leads = new Map<string, string[]>();
  for (const [lead, names] of stats) {
    const text = names.length === 1 ? (names[0] ?? '') : `{${names.join(',')}}`;
    leads.set(text, [...(leads.get(text) ?? []), lead]);
  }
  return [...leads].map(([text, all]) => all.map((lead) => `${lead}.${text}`).join(', ')).join(', ');
}
