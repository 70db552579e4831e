import type { Report } from './report.js';

/** What `isMeasured` looks at. */
export type Measured = Pick<Report, 'harness'> & {
  /** The wall time of a run that was really played, as its folder keeps it; absent or `null`: nobody knows. */
  readonly playedAt?: string | null;
};

/**
 * Whether real clocks and a real process were asked. A simulation has none; a stored history was measured when it
 * was played.
 */
export function isMeasured({ harness, playedAt }: Measured): boolean {
  return (playedAt ?? null) !== null || harness.eventLoopDelay.count > 0 || harness.rssBytes > 0;
}
