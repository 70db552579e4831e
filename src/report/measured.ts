import type { Report } from './report.js';

/** Whether real clocks and a real process were asked: a simulation and a stored history have none. */
export function isMeasured({ harness }: Pick<Report, 'harness'>): boolean {
  return harness.eventLoopDelay.count > 0 || harness.rssBytes > 0;
}
