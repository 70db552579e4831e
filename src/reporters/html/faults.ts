import type { Report } from '../../report/report.js';
import { countText } from '../../report/words.js';
import { whenText, whomText } from '../format/faults.js';
import { markup, type Markup } from '../format/markup.js';
import { tableMarkup, textCell, textTitle } from './table.js';

/** The trouble that the run itself made. */
export function faultSection({ faults, faultCount }: Report): Markup | null {
  if (faultCount === 0) return null;
  const more = faultCount - faults.length;
  const rows = faults.map((fault) => [
    whenText(fault),
    textCell(fault.fault),
    textCell(fault.text),
    textCell(whomText(fault)),
  ]);
  return markup`<section>
<h2>Faults that the run made: ${countText(faultCount)}</h2>
${tableMarkup(['when', textTitle('fault'), textTitle('what'), textTitle('to whom')], rows)}
${more === 0 ? null : markup`<p class="soft">and ${countText(more)} more</p>`}
</section>`;
}
