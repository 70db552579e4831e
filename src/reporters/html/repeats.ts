import { pooledRacesText, pooledVerdictOf } from '../../report/repeats.js';
import type { Report } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { markup, type Markup } from '../format/markup.js';
import { shownPlays } from '../format/plays.js';
import { tableMarkup, textCell, textTitle, wrongCell } from './table.js';

/** All plays of a repeated run, and what they say together; the page is about one of them. */
export function repeatSection({ repeats, seed }: Report): Markup | null {
  if (repeats === undefined) return null;
  const { verdict, reasons } = pooledVerdictOf(repeats);
  const { plays, more } = shownPlays(repeats.plays);
  const rows = plays.map((play) => [
    play.seed,
    textCell(play.verdict),
    countText(play.actions),
    countText(play.decided),
    wrongCell(countText(play.violations)),
    countText(play.meetings),
    textCell(play.folder),
  ]);
  const numbers = ['actions', 'decided', 'violations', 'meetings'];
  return markup`<section>
<h2>Plays</h2>
<p>Together ${verdict}: ${reasons.join('; ')}. Races: ${pooledRacesText(repeats)}. What follows is the play with seed ${seed ?? ''}.</p>
${tableMarkup(['seed', textTitle('verdict'), ...numbers, textTitle('folder')], rows, { rowsAre: 'play' })}
${more === 0 ? null : markup`<p class="soft">and ${plural(more, 'more play')}</p>`}
</section>`;
}
