import type { Schedule, Timed } from './arbitraries/schedules.js';
import { beginUs } from './edges.js';
import { ask, type Clock, type Limiter, type LimiterFactory, type World } from './limiter.js';

/** An attempt and what became of it. */
export interface Row extends Timed {
  readonly answer: 'accepted' | 'refused' | 'threw';
  /** What it threw instead of answering. */
  readonly thrown?: unknown;
  /** The how-manieth answer it was. */
  readonly turn: number;
}

/** How a limiter is driven besides its schedule. */
export interface Driving {
  readonly clock?: Clock | undefined;
  readonly interleaved?: World['interleaved'];
  /** Plays the attempts of one instant; one after the other unless told. Gets each as a function that makes it. */
  readonly together?: (attempts: readonly (() => Promise<Row>)[]) => Promise<readonly Row[]>;
}

/**
 * Plays a schedule against a new limiter on a clock that only moves between attempts. An attempt that
 * throws is the last one.
 */
export async function play(
  factory: LimiterFactory,
  schedule: Schedule,
  { clock, interleaved = (store) => store, together = oneByOne }: Driving,
): Promise<readonly Row[]> {
  let nowUs = beginUs;
  const setTime = async (atUs: number): Promise<void> => {
    nowUs = beginUs + atUs;
    await clock?.setMs(nowUs / 1000);
  };
  await setTime(0);
  const limiter = await factory({ nowMs: () => nowUs / 1000, nowUs: () => nowUs, interleaved });
  const rows: Row[] = [];
  let turns = 0;
  const attempts = (round: Schedule) =>
    round.map((timed) => async () => ({ ...(await answered(limiter, timed)), turn: turns++ }));
  for (const round of roundsOf(schedule)) {
    await setTime(round[0].atUs);
    rows.push(...(await together(attempts(round))));
    if (rows.some(({ answer }) => answer === 'threw')) break;
  }
  return rows;
}

async function oneByOne(attempts: readonly (() => Promise<Row>)[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const attempt of attempts) {
    const row = await attempt();
    rows.push(row);
    if (row.answer === 'threw') break;
  }
  return rows;
}

async function answered(limiter: Limiter, timed: Timed): Promise<Omit<Row, 'turn'>> {
  const { atUs: _, ...attempt } = timed;
  try {
    return { ...timed, answer: (await ask(limiter, attempt)) ? 'accepted' : 'refused' };
  } catch (thrown) {
    return { ...timed, answer: 'threw', thrown };
  }
}

/** Attempts of one instant together. */
function roundsOf(schedule: Schedule): readonly Schedule[] {
  const rounds: Timed[][] = [];
  for (const timed of schedule) {
    const last = rounds.at(-1);
    if (last?.[0].atUs === timed.atUs) last.push(timed);
    else rounds.push([timed]);
  }
  return rounds;
}
