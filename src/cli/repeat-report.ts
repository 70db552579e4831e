import { pooledVerdictOf } from '../report/repeats.js';
import { exitCodeOf } from './exit-codes.js';
import type { OutputFlags } from './output-flags.js';
import { playInTurn, type Series, type Turn } from './repeat.js';
import { present, type Finished } from './run-to-folder.js';
import type { Screen } from './screen.js';

/** How the plays of a command are made. */
export interface Playing<F extends Finished> {
  readonly play: (turn: Turn, screen: Screen) => Promise<F>;
  /** What else is done with the play that is reported; what it leads to is reported instead of it. */
  readonly refine?: (finished: F) => Promise<Finished | null>;
  /** 130 or 143 once a signal came, else `null`. */
  readonly interruptedBy: () => number | null;
}

/** Plays once, or a seed after the other; shows one report and, of several, what all say together. @returns the exit code. */
export async function playAndReport<F extends Finished>(
  series: Series,
  flags: OutputFlags & { readonly trace?: string },
  screen: Screen,
  { play, refine, interruptedBy }: Playing<F>,
): Promise<number> {
  const { count, seed } = series;
  if (count === 1) {
    const finished = await play({ number: 1, count, seed }, screen);
    const shown = (await refine?.(finished)) ?? finished;
    present(shown, flags, screen);
    return exitCodeOf(shown.played.report, interruptedBy());
  }
  const quieter = saidOnce(screen);
  const plays = await playInTurn(series, screen, (turn) => {
    // Traced lines say nothing of the play they belong to.
    const head = `play ${turn.number} of ${count}`;
    if (flags.trace === undefined) screen.say(head);
    else screen.insist(head);
    return play(turn, quieter);
  });
  present((await refine?.(plays.worst)) ?? plays.worst, flags, screen, plays);
  return exitCodeOf(pooledVerdictOf(plays.repeats), interruptedBy());
}

/** What must be known of the scenario is the same for every play, and is said once. */
function saidOnce(screen: Screen): Screen {
  const said = new Set<string>();
  return {
    ...screen,
    say: (line) => {
      if (line.startsWith('warning: ') && said.has(line)) return;
      said.add(line);
      screen.say(line);
    },
  };
}
