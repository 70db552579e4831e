import { gapsOf } from '../contention/gaps.js';
import { chainOf, type Link } from '../contention/interval-recursion/chain.js';
import type { Fault } from '../contention/key-verdict.js';
import type { Telling } from './telling.js';
import { wordsOf } from './words.js';

/**
 * The steps from the recorded times to the contradiction, one line each, in milliseconds since the
 * first of the sends; empty where one sentence says it all, and where no plain chain shows it.
 */
export function chainText(telling: Telling, fault: Fault): readonly string[] {
  const { history, model, assumptions, widening, per } = telling;
  const { driver } = model;
  if (driver.kind !== 'interval-recursion' || fault.kind !== 'no-explanation') return [];
  const pieces = fault.rows.map((row) => ({
    row,
    startUs: history.sentAtUs[row] - widening.beforeUs,
    endUs: history.settledAtUs[row] + widening.afterUs,
    isAccept: history.outcomeAt(row) === 'accepted',
  }));
  const originUs = Math.min(...fault.rows.map((row) => history.sentAtUs[row]));
  const who = (row: number): string => wordsOf(history, per, row).act;
  const at = (us: number): string => `${((us - originUs) / 1000).toFixed(3)} ms`;
  return (chainOf(pieces, gapsOf(driver.everyUs, assumptions)) ?? []).map((link) =>
    lineOf(link, who, at, (row) => at(history.sentAtUs[row])),
  );
}

function lineOf(
  link: Link,
  who: (row: number) => string,
  at: (us: number) => string,
  sentAt: (row: number) => string,
): string {
  switch (link.kind) {
    case 'sent':
      return `${who(link.row)} was accepted at ${at(link.fromUs)} or later: it was sent at ${sentAt(link.row)}`;
    case 'after':
      return `${who(link.row)} was accepted at ${at(link.fromUs)} or later: the cooldown after ${who(link.other)}`;
    case 'answered':
      return `but ${who(link.row)} had its answer by ${at(link.untilUs)}`;
    case 'explains':
      return `but ${who(link.row)} must have been accepted by ${at(link.untilUs)}: nothing else explains that ${who(link.reject)} was refused`;
    case 'unexplained':
      return `and nothing explains that ${who(link.reject)} was refused`;
  }
}
