import type { ServerReport, ServerSeries } from '../../report/server-report.js';

/** What is told series by series; processor time is told as a share. */
export function toldSeries({ series }: ServerReport): readonly ServerSeries[] {
  return series.filter(({ name }) => name !== 'cpuUs');
}

/** What a series is called. */
export function seriesName({ name }: ServerSeries): string {
  return name === 'rssBytes' ? 'memory' : name;
}
