/** What a number is counted in. `share` is between 0 and 1; `us` are microseconds; `number` is whatever a scenario measures. */
export type Unit = 'count' | 'us' | 'share' | 'perSecond' | 'bytes' | 'number';

/** Of whom a number can be asked instead of the whole run. */
export const scopesBy = ['group', 'phase', 'resource', 'user'] as const;
export type ScopeBy = (typeof scopesBy)[number];

/** A number of the report that something can be demanded of. */
export interface Metric {
  /** Dotted; `NAME` stands for a name that only the run knows: `hooks.NAME.p95`. */
  readonly name: string;
  readonly unit: Unit;
  /** One sentence for people, without the dot. */
  readonly what: string;
  /** Of whom it can be asked, besides the whole run. */
  readonly scopes: readonly ScopeBy[];
  /** Whether it can be seen to fail for sure while the run goes on; the same for every scope that is listed. */
  readonly live: readonly ('run' | ScopeBy)[];
}

/** The part of a catalogue's line that its neighbours share. */
export type Traits = Pick<Metric, 'unit' | 'scopes' | 'live'>;

/** Lines that differ in name and sentence only. */
export function metricsOf(
  lead: string,
  traits: Traits,
  lines: Readonly<Record<string, string>>,
): readonly Metric[] {
  return Object.entries(lines).map(([name, what]) => ({ name: `${lead}.${name}`, what, ...traits }));
}

/** What is told of a series of durations, in words. */
export const durationStats: Readonly<Record<string, string>> = {
  count: 'how many there are',
  min: 'the shortest',
  mean: 'the mean',
  p50: 'half of them are at most so long',
  p75: '75 of 100 are at most so long',
  p90: '90 of 100 are at most so long',
  p95: '95 of 100 are at most so long',
  p99: '99 of 100 are at most so long',
  p999: '999 of 1000 are at most so long',
  max: 'the longest',
};

/** The ten numbers of a series of durations. `of` says what lasts: `the time from the send to the answer`. */
export function seriesOf(
  lead: string,
  of: string,
  { scopes, live }: Pick<Metric, 'scopes' | 'live'>,
): readonly Metric[] {
  return Object.entries(durationStats).map(([stat, words]) => ({
    name: `${lead}.${stat}`,
    unit: stat === 'count' ? ('count' as const) : ('us' as const),
    what: `${of}: ${words}`,
    scopes,
    live,
  }));
}
