/** What the server said of itself while it ran, and what its processes took. */
export interface ServerReport {
  /** Looks that told something. */
  readonly samples: number;
  /** In order of source and name; at most 60. Names are hostile text. */
  readonly series: readonly ServerSeries[];
  /** Processor time of the server's processes over the time that was looked at: 1 is one core; `null`: nobody knows. */
  readonly processorShare: number | null;
  /** What grew on and on, in sentences. */
  readonly growth: readonly string[];
}

export interface ServerSeries {
  readonly source: 'health' | 'process';
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly min: number;
  readonly max: number;
  /** How it went on over the second half, per minute, where that is no chance; else `null`. */
  readonly trend: { readonly perMinute: number; readonly least: number; readonly most: number } | null;
  /** At most 200 points of it: when, since the run's origin, and what. */
  readonly points: readonly (readonly [atUs: number, value: number])[];
}
