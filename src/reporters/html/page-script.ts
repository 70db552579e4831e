import type { Contention } from '../../report/contention.js';
import type { Report } from '../../report/report.js';
import { markup, type Markup } from '../format/markup.js';
import { packedContention } from './packed-contention.js';
import { pageDataId, type PageData } from './page-data.js';
import { script } from './page.generated.js';

/** What the page can be looked into with, behind everything else: its numbers as JSON, then its one script. */
export function pageScript(report: Report, contention: Contention | null): Markup {
  const data: PageData = {
    contention: contention === null ? null : packedContention(contention),
    timeline: report.timeline,
    percentiles: report.percentiles,
    faults: report.faults,
    because: report.oracle.violations.map(({ because }) => because),
  };
  return markup`<script type="application/json" id="${pageDataId}">${json(data)}</script>
<script>${{ markup: script }}</script>`;
}

/** JSON in which nothing can end the element that it lies in. */
function json(value: PageData): Markup {
  return { markup: JSON.stringify(value).replaceAll('<', '\\u003c') };
}
