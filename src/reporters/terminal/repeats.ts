import { pooledRacesText, pooledVerdictOf, type RepeatedPlay } from '../../report/repeats.js';
import type { Report } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { shownPlays } from '../format/plays.js';
import { entry } from '../format/paper.js';
import { tableLines, type Cell } from '../format/table.js';
import type { Colours } from '../reporter.js';
import { colourOf } from './head.js';

/**
 * All plays of a repeated run, a line each, and what they say together. The folders are never cut: they
 * are there to be copied.
 */
export function repeatLines({ repeats, seed }: Report, colours: Colours): readonly string[] {
  if (repeats === undefined) return [];
  const { verdict, reasons } = pooledVerdictOf(repeats);
  const { plays, more } = shownPlays(repeats.plays);
  const numbers = ['actions', 'decided', 'violations', 'meetings'];
  const table = tableLines(
    [
      { title: 'Plays', align: 'left', columnsMost: 24 },
      { title: 'verdict', align: 'left' },
      ...numbers.map((title) => ({ title, align: 'right' }) as const),
      { title: 'folder', align: 'left' },
    ],
    plays.map(rowOf),
    colours,
    Number.POSITIVE_INFINITY,
  );
  return [
    ...table,
    ...(more === 0 ? [] : [`  and ${plural(more, 'more play')}`]),
    '',
    ...entry(verdict.toUpperCase(), reasons.join('; '), colours, colourOf[verdict]),
    ...entry('Races', pooledRacesText(repeats), colours),
    ...entry('Above', `the play with seed ${seed ?? ''}`, colours),
  ];
}

function rowOf({ seed, verdict, actions, decided, violations, meetings, folder }: RepeatedPlay): Cell[] {
  return [
    `  ${seed}`,
    { text: verdict, colour: colourOf[verdict] },
    countText(actions),
    countText(decided),
    violations === 0 ? '0' : { text: countText(violations), colour: 'red' },
    countText(meetings),
    folder,
  ];
}
