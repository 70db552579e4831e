import type { Report } from '../../report/report.js';
import { valueText } from '../../report/server.js';
import { shareText } from '../../report/words.js';
import { seriesName, toldSeries } from '../format/server.js';
import { entry } from '../format/paper.js';
import type { Colours } from '../reporter.js';

/** At most so many series: the others are in report.json. */
const shownMost = 8;

/** What was seen of the server itself; what grew on and on stands at the top of the report. */
export function serverLines({ server }: Report, colours: Colours): readonly string[] {
  if (server === null) return [];
  const { processorShare } = server;
  const all = toldSeries(server);
  const told = all.slice(0, shownMost);
  const share = processorShare === null ? [] : [`processor ${shareText(processorShare)} of one core`];
  const lines = told.map(
    (one) =>
      `${seriesName(one)} ${valueText(one, one.first)} to ${valueText(one, one.last)}, at most ${valueText(one, one.max)}`,
  );
  const more = all.length - told.length;
  const rest = more > 0 ? [`and ${more} more, in report.json`] : [];
  return [...share, ...lines, ...rest].flatMap((line, index) =>
    entry(index === 0 ? 'Server' : '', line, colours),
  );
}
