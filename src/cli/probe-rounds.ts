import { plural } from '../report/words.js';

/** A round that is over, as its line tells it. */
export interface ToldRound {
  readonly number: number;
  readonly asks: string;
  /** What was answered, and what is known with it, in words; `null`: nothing yet. */
  readonly answers: string;
  readonly known: string | null;
}

/** The lines of a probe on its way: each call returns what is to be shown now. */
export interface RoundLines {
  readonly played: (round: ToldRound) => readonly string[];
  /** What is left to be said when no round follows. */
  readonly ended: () => readonly string[];
}

/** Rounds that are only counted are said no later than this, so that a long probe is seen to go on. */
const countedMost = 10;

/** A line for each round that asks something else than the one before or told something new; others are counted. */
export function roundLines(): RoundLines {
  let last: ToldRound | null = null;
  let alike = 0;
  const ended = (): readonly string[] => {
    const lines = alike === 0 ? [] : [`  … ${plural(alike, 'more round')} like this`];
    alike = 0;
    return lines;
  };
  return {
    ended,
    played(round) {
      const isNew = round.known !== null && round.known !== last?.known;
      const isAlike = !isNew && round.asks === last?.asks;
      last = round;
      if (isAlike) return (alike += 1) < countedMost ? [] : ended();
      const line = `${round.number} ${round.asks}: ${round.answers}`;
      return [...ended(), line, ...(isNew ? [`  ${round.known}`] : [])];
    },
  };
}
