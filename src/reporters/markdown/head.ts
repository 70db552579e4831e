import { pooledRacesText, pooledVerdictOf } from '../../report/repeats.js';
import type { Report } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { list, marked, table } from '../format/markdown.js';
import { shownPlays } from '../format/plays.js';
import { wallText } from '../format/when.js';
import { actionsText } from '../format/sentences.js';

const listedMost = 10;
const playsMost = 20;

/** The verdict, why, what must be known before the rest is believed, and what to do next. */
export function headSection(report: Report): readonly (readonly string[])[] {
  const { verdict, reasons } = report.repeats === undefined ? report : pooledVerdictOf(report.repeats);
  return [
    [marked`## ${verdict.toUpperCase()}: ${report.scenario.name}`.marked],
    shortList(reasons),
    shortList(report.notes).map((line) => `> ${line}`),
    [marked`${actionsText(report)}. ${runText(report)}`.marked],
    report.next.length === 0 ? [] : ['What to do next:', '', ...shortList(report.next)],
  ];
}

function shortList(texts: readonly string[]): readonly string[] {
  const more = texts.length - listedMost;
  return list([...texts.slice(0, listedMost), ...(more > 0 ? [`and ${plural(more, 'more', 'more')}`] : [])]);
}

function runText({ seed, plan, interrupted, harness, environment }: Report): string {
  const started = wallText(0, environment);
  const parts = [
    ...(started === null ? [] : [`begun ${started}`]),
    ...(seed === null ? [] : [`seed ${seed}`]),
    ...(plan.hash === null ? [] : [`plan ${plan.hash.slice(0, hashShown)}`]),
    ...(interrupted ? ['interrupted'] : []),
    ...(harness.health === 'ok' ? [] : [`harness ${harness.health}`]),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

/** Enough of `sha256:...` to tell two plans apart. */
const hashShown = 'sha256:'.length + 12;

/** All plays of a repeated run, the worst first; what follows is about one of them. */
export function playsSection({ repeats, seed }: Report): readonly string[] {
  if (repeats === undefined) return [];
  const rank = { fail: 0, inconclusive: 1, pass: 2 } as const;
  const plays = shownPlays(repeats.plays)
    .plays.toSorted((a, b) => rank[a.verdict] - rank[b.verdict])
    .slice(0, playsMost);
  const more = repeats.plays.length - plays.length;
  const right = ['actions', 'decided', 'violations', 'meetings'].map((title) => [title, 'right'] as const);
  return [
    ...table(
      [['play', 'left'], ['verdict', 'left'], ...right],
      plays.map((play) => [
        play.seed,
        play.verdict,
        countText(play.actions),
        countText(play.decided),
        countText(play.violations),
        countText(play.meetings),
      ]),
    ),
    '',
    ...(more === 0 ? [] : [`And ${plural(more, 'more play')}.`]),
    marked`Races: ${pooledRacesText(repeats)}. What follows is the play with seed ${seed ?? ''}.`.marked,
  ];
}
