import { historyBuilder } from '../history/columns.js';
import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { judge } from '../oracle/judge.js';
import type { Verdict } from '../oracle/verdict.js';

/** A verdict on the beginning of a history, or on all of it. */
export interface Soon {
  readonly verdict: Verdict;
  /** How many rows were judged. */
  readonly rows: number;
}

/** So many rows at first, then twice as many, until something is proven. */
const rowsAtFirst = 25;
/** Clocks of servers and generators are not apart by more than this, beside the ticks of the server's own. */
const apartUs = 10_000;

/**
 * Judges a history only until something is proven: a server that is wrong all the time takes long to be
 * accused of everything. What is proven of a beginning is proven of the whole, because the answers that
 * may have been decided after the first action that is left out are taken away.
 */
export function judgedSoon(model: Model, history: History, assumptions: Assumptions): Soon {
  for (let rows = rowsAtFirst; rows < history.length; rows *= 2) {
    const verdict = judge(model, beginningOf(history, rows, assumptions), assumptions);
    if (verdict.violations.some(({ strength }) => strength === 'proven')) return { verdict, rows };
  }
  return { verdict: judge(model, history, assumptions), rows: history.length };
}

/** The first rows. Whose answer came when others had been sent already is known to have been there, and no more. */
function beginningOf(history: History, rows: number, { tickUs, resolutionUs }: Assumptions): History {
  const builder = historyBuilder(rows);
  const sentUs = firstSendFrom(history, rows);
  const knownUs = sentUs - apartUs - 2 * (tickUs + resolutionUs);
  for (let row = 0; row < rows; row++) {
    const action = history.actionAt(row);
    const isKnown = action.settledAtUs === null || action.settledAtUs < knownUs;
    if (isKnown) {
      builder.add(action);
      continue;
    }
    const { retryAfterMs: _retry, token: _token, serverAtUs: _server, ...rest } = action;
    builder.add({ ...rest, outcome: 'unknown', reason: 'cut off' });
  }
  for (const event of history.events) builder.event(event);
  return builder.build({ complete: history.complete });
}

/** When the first of the later rows left; some never did. */
function firstSendFrom({ sentAtUs, length }: History, from: number): number {
  for (let row = from; row < length; row++) if (!Number.isNaN(sentAtUs[row])) return sentAtUs[row];
  return Number.POSITIVE_INFINITY;
}
