import type { Report } from '../../report/report.js';
import { valueText } from '../../report/server.js';
import { shareText } from '../../report/words.js';
import { entry } from '../format/paper.js';
import type { Colours } from '../reporter.js';

/** At most so many series: the others are in report.json. */
const shownMost = 8;

/** What was seen of the server itself. */
export function serverLines({ server }: Report, colours: Colours): readonly string[] {
  if (server === null) return [];
  const { series, processorShare, growth } = server;
  const told = series.filter(({ name }) => name !== 'cpuUs').slice(0, shownMost);
  const share = processorShare === null ? [] : [`processor ${shareText(processorShare)} of one core`];
  const lines = told.map(
    (one) =>
      `${one.name === 'rssBytes' ? 'memory' : one.name} ${valueText(one, one.first)} to ${valueText(one, one.last)}, at most ${valueText(one, one.max)}`,
  );
  const more = series.length - told.length - (series.some(({ name }) => name === 'cpuUs') ? 1 : 0);
  const rest = more > 0 ? [`and ${more} more, in report.json`] : [];
  return [...growth, ...share, ...lines, ...rest].flatMap((line, index) =>
    entry(index === 0 ? 'Server' : '', line, colours),
  );
}
