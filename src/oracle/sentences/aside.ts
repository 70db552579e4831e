import type { Aside } from '../asides.js';
import type { BrokenPromise } from '../contention/promises.js';
import { durationText } from '../duration-text.js';
import { limitText } from './limit.js';
import { didOf, eachText } from './tally.js';
import type { Telling } from './telling.js';
import { wordsOf } from './words.js';

/** What is wrong beside the answers, in one sentence. */
export function asideSentence(telling: Telling, aside: Aside): string {
  switch (aside.kind) {
    case 'early-promise':
      return promiseSentence(telling, aside.promise);
    case 'stale-token':
      return tokenSentence(telling, aside.rows);
  }
}

/** A refusal that said when to come back, too early. */
function promiseSentence(telling: Telling, { rows, promisedUs }: BrokenPromise): string {
  const refused = rows[rows.length - 1];
  const { subject } = wordsOf(telling.history, telling.per, refused);
  const others = rows.slice(0, -1);
  const full =
    others.length === 0
      ? 'there is no room'
      : `${eachText(telling, others)} still ${others.length === 1 ? 'leaves' : 'leave'} no room`;
  const promise = `${subject} refused ${didOf(telling, refused)} and promised room after ${durationText(promisedUs)}`;
  return `${promise}, when ${full}; ${limitText(telling)}.`;
}

/** A token that would let who held the key before go on as if nothing had happened. */
function tokenSentence(telling: Telling, [before, after]: readonly [number, number]): string {
  const { history } = telling;
  const { subject } = wordsOf(history, telling.per, after);
  const [first, second] = [before, after].map((row) => `token ${history.tokenAt(row)}`);
  return `${subject} gave ${didOf(telling, after)} ${second} after it had given ${didOf(telling, before)} ${first}; fencing tokens must grow.`;
}
