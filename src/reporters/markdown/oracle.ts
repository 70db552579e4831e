import { racesText } from '../../report/races.js';
import type { Report } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { deliveryText } from '../format/delivery.js';
import { list, marked, table, type Marked } from '../format/markdown.js';
import { matrixOf } from '../format/matrix.js';
import {
  accuracyText,
  connectionsText,
  hasConnections,
  keysText,
  promisesText,
} from '../format/sentences.js';
import { stateCheckText } from '../format/state-text.js';

/** What the model demanded against what was answered, how sure that is, and what else was looked at. */
export function oracleSection(report: Report): readonly (readonly string[])[] {
  const { delivery, state, actions } = report;
  const promises = promisesText(report);
  const answered = actions.accepted + actions.rejected > 0;
  return [
    ['### Answers'],
    table(
      [
        ['the model says', 'left'],
        ['accepted', 'right'],
        ['rejected', 'right'],
      ],
      matrixOf(report).map(({ says, accepted, rejected, wrong }) => [
        says,
        cellOf(accepted, wrong === 'accepted'),
        cellOf(rejected, wrong === 'rejected'),
      ]),
    ),
    list([
      `Accuracy ${accuracyText(report)}.`,
      `${report.oracle.model}; ${keysText(report)}`,
      ...(promises === null ? [] : [promises]),
      ...(answered && report.verdict !== 'pass' ? [`Races: ${racesText(report.oracle)}.`] : []),
      ...(hasConnections(report) ? [`Connections: ${connectionsText(report)}`] : []),
      ...(delivery === null ? [] : [`Broadcasts: ${deliveryText(delivery)}`]),
      ...(state?.checks ?? []).slice(0, checksMost).map((check) => `State: ${stateCheckText(check)}`),
    ]),
    reasons(report),
  ];
}

const checksMost = 10;
const reasonsMost = 5;

/** A number in a cell where only 0 is right. */
function cellOf(count: number, isWrong: boolean): string | Marked {
  return isWrong && count > 0 ? { marked: `**${countText(count)} wrong**` } : countText(count);
}

/** Why answers went wrong or never came; rejections are the server's own business. */
function reasons({ actionReasons, connections }: Report): readonly string[] {
  const shown = [
    ...actionReasons.filter(({ outcome }) => outcome !== 'accepted' && outcome !== 'rejected'),
    ...Object.entries(connections.errors).map(([reason, count]) => ({
      outcome: 'connection' as const,
      reason,
      count,
    })),
  ].slice(0, reasonsMost);
  if (shown.length === 0) return [];
  const entries = list(
    shown.map(({ outcome, reason, count }) => marked`${outcome}, ${plural(count, 'time')}: ${reason}`),
  );
  return ['What went wrong besides:', '', ...entries];
}
