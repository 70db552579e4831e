import type { Report } from '../../report/report.js';
import { durationText, plural } from '../../report/words.js';
import { markup, type Markup } from '../format/markup.js';
import { stateCheckText } from '../format/state-text.js';
import { tableMarkup, textCell, textTitle } from './table.js';

/** What the server's state said of what it had accepted. */
export function stateSection({ state }: Report): Markup | null {
  if (state === null) return null;
  const rows = state.violations.map(({ check, key, atUs, because }) => [
    `${check} ${key}`,
    durationText(atUs),
    textCell(because),
  ]);
  const more = state.violationCount - state.violations.length;
  return markup`<section>
<h2>State</h2>
${state.checks.map((check) => markup`<p class="${{ markup: check.violations > 0 ? 'wrong' : '' }}">${stateCheckText(check)}.</p>`)}
${rows.length === 0 ? null : tableMarkup(['what', 'read at', textTitle('why it cannot be')], rows)}
${more === 0 ? null : markup`<p class="soft">and ${plural(more, 'more', 'more')}</p>`}
</section>`;
}
