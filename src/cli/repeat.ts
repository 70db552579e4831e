import { setImmediate } from 'node:timers/promises';
import { playOf, repeatsOf, type RepeatedPlay } from '../report/repeats.js';
import { playSuite, type Suite } from '../reporters/index.js';
import { repeatsFile, writeRepeats } from './repeat-file.js';
import type { Finished, Repeated } from './run-to-folder.js';
import type { Screen } from './screen.js';

/** Which play of how many, and its seed. */
export interface Turn {
  readonly number: number;
  readonly count: number;
  readonly seed: string;
}

/** What is played how often. */
export interface Series {
  readonly count: number;
  /** The seed of the first play; those of the others are made from it. */
  readonly seed: string;
  readonly stop: AbortSignal;
  /** The command that repeats all of them, without secrets. */
  readonly command: string;
}

/** The plays of a series, and the one to report: the first that failed, else the first that could not tell, else the last. */
export interface Plays<F extends Finished> extends Repeated {
  readonly worst: F;
}

/** The seed of a play: `S`, `S/2`, `S/3`, ... */
function seedOfPlay(seed: string, number: number): string {
  return number === 1 ? seed : `${seed}/${number}`;
}

/**
 * Plays one seed after the other until all are played or somebody stops. What was done is on the disk after
 * each play, and is told also when a later one breaks off with an error.
 */
export async function playInTurn<F extends Finished>(
  { count, seed, stop, command }: Series,
  screen: Screen,
  play: (turn: Turn) => Promise<F>,
): Promise<Plays<F>> {
  const first = await playAloud({ number: 1, count, seed }, screen, play);
  const file = repeatsFile(first.folder.path);
  const { scenario, seed: seedShown } = first.played.report;
  const origin = { command, scenario, seed: seedShown };
  const lines: RepeatedPlay[] = [];
  const suites: Suite[] = [];
  let worst = first;
  const take = (finished: F): void => {
    const { report } = finished.played;
    lines.push(playOf(report, finished.folder.path));
    suites.push(playSuite(report));
    worst = worseOf(worst, finished);
    writeRepeats(file, origin, repeatsOf(count, lines));
  };
  take(first);
  for (let number = 2; number <= count; number++) {
    // A simulation never waits for the outside, and a signal would never be heard.
    await setImmediate();
    if (stop.aborted) break;
    try {
      take(await playAloud({ number, count, seed: seedOfPlay(seed, number) }, screen, play));
    } catch (error) {
      screen.insist(`play ${number} of ${count} broke off; those before it are in ${file}`);
      throw error;
    }
  }
  return { worst, repeats: repeatsOf(count, lines), suites, file };
}

async function playAloud<F extends Finished>(
  turn: Turn,
  screen: Screen,
  play: (turn: Turn) => Promise<F>,
): Promise<F> {
  const finished = await play(turn);
  const { verdict, seed } = finished.played.report;
  screen.say(`play ${turn.number} of ${turn.count}, seed ${seed}: ${verdict}, in ${finished.folder.path}`);
  return finished;
}

/** Of equals the first counts, and of passes the last: that is where `latest` points. */
function worseOf<F extends Finished>(before: F, after: F): F {
  const [rankBefore, rankAfter] = [ranks[before.played.report.verdict], ranks[after.played.report.verdict]];
  return rankAfter > rankBefore || (rankAfter === rankBefore && rankAfter === ranks.pass) ? after : before;
}

const ranks = { pass: 0, inconclusive: 1, fail: 2 } as const;
