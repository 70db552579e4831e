import type { ReportedThreshold } from '../../report/numbers.js';
import type { Report } from '../../report/report.js';
import { actualText, thresholdText } from '../../report/threshold-words.js';
import { markup, type Markup } from '../format/markup.js';
import { heldDetails, heldText } from '../format/thresholds.js';
import { tableMarkup, textCell, textTitle } from './table.js';

/** What was demanded of the numbers, what they were, and whether that holds. */
export function thresholdSection({ thresholds }: Report): Markup | null {
  if (thresholds.length === 0) return null;
  const rows = thresholds.map((each) => [thresholdText(each), actualText(each), heldCell(each)]);
  return markup`<section>
<h2>Thresholds</h2>
${tableMarkup(['demanded', 'was', textTitle('holds')], rows)}
</section>`;
}

function heldCell(threshold: ReportedThreshold): Markup {
  const text = [heldText(threshold), ...heldDetails(threshold)].join('; ');
  return threshold.ok === true ? textCell(text) : markup`<td class="text wrong">${text}</td>`;
}
