import type { RepeatedPlay } from '../../report/repeats.js';

/** More lines than this nobody reads; all plays are in `repeats.json`. */
const playsMost = 100;

/** All plays; of very many those that did not pass, then the first others. */
export function shownPlays(plays: readonly RepeatedPlay[]): {
  readonly plays: readonly RepeatedPlay[];
  readonly more: number;
} {
  if (plays.length <= playsMost) return { plays, more: 0 };
  const passed = plays.filter(({ verdict }) => verdict === 'pass');
  const others = plays.filter(({ verdict }) => verdict !== 'pass');
  const shown = new Set([...others, ...passed].slice(0, playsMost));
  return { plays: plays.filter((play) => shown.has(play)), more: plays.length - shown.size };
}
