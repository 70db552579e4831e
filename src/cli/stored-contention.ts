import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { History } from '../history/history.js';
import { judge } from '../oracle/judge.js';
import type { Verdict } from '../oracle/verdict.js';
import { contentionOf, type Contention } from '../report/contention.js';
import { inShownOrder } from '../report/oracle.js';
import { originUsOf } from '../report/origin.js';
import type { Report } from '../report/report.js';
import { Problem } from '../scenario/problem.js';
import { storedRun, type StoredRun } from './stored-run.js';

/** The actions of a history from disk that has been judged and reported, for whoever draws them. */
export function storedContention(
  { history, model, plan }: StoredRun,
  verdict: Verdict,
  { oracle }: Report,
): Contention {
  const drawing = { violations: oracle.violations.length, originUs: originUsOf(history, plan) };
  return contentionOf(history, verdict, model, drawing);
}

/**
 * The actions of the run that a stored report is about, where its history is at hand and turnwise can judge it again
 * as it was judged; else why not, in words.
 */
export function contentionAgain(path: string, report: Report): Contention | string {
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  if (!existsSync(join(folder, 'history.arrow'))) return 'there is no history.arrow beside the report';
  try {
    const run = storedRun(folder, null);
    const verdict = judge(run.model, run.history, run.assumptions);
    const told = report.oracle.violations.map(({ kind, actions }) => [kind, actions.map(({ id }) => id)]);
    const found = inShownOrder(verdict).slice(0, told.length);
    const again = found.map(({ kind, rows }) => [kind, idsOf(run.history, rows)]);
    if (JSON.stringify(again) === JSON.stringify(told)) return storedContention(run, verdict, report);
    return 'the history beside the report is judged in another way today; see `turnwise check`';
  } catch (error) {
    if (error instanceof Problem || error instanceof RangeError) return error.message;
    throw error;
  }
}

const idsOf = (history: History, rows: readonly number[]): readonly (number | string)[] =>
  rows.map((row) => history.actionAt(row).id);
