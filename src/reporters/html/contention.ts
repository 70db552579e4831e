import type { Contention } from '../../report/contention.js';
import { countText, plural } from '../../report/words.js';
import { markup, type Markup } from '../format/markup.js';

/** Where the script draws every action. Says why there is nothing to be seen where there is not. */
export function contentionSection(contention: Contention | null): Markup | null {
  if (contention === null || contention.rows.id.length === 0) return missing(contention);
  const { sent, rows, keysLeftOut } = contention;
  const left =
    keysLeftOut === 0
      ? ''
      : ` ${countText(sent - rows.id.length)} more are left out, with ${plural(keysLeftOut, 'key')}: none of a violation that is shown above.`;
  return markup`<section id="contention">
<h2>Contention: ${plural(rows.id.length, 'action')} as the server could see them</h2>
<p class="soft">A bar is the time in which the server decided: from the send to the answer. Its colour is what the model says of the answer.${left}</p>
<div id="timeline"></div>
<p class="soft unscripted">It is drawn by the script of this page, which your reader did not run. Everything else is here without it.</p>
</section>`;
}

function missing(contention: Contention | null): Markup | null {
  if (contention !== null) return null;
  return markup`<section id="contention">
<h2>Contention</h2>
<p class="soft">Not drawn: this page was made without the actions of the run, or without the model that judged them.</p>
</section>`;
}
