import type { History } from '../history/history.js';
import type { Model } from '../models/model.js';
import type { Violation } from '../oracle/verdict.js';
import { mostMeetings } from '../report/races-seen.js';
import type { Soon } from './judged-soon.js';
import type { Trial } from './mutation-report.js';

/** A play of a plan against one server, judged until something was proven. */
export interface Heard extends Soon {
  readonly seed: string;
  readonly nodes: number;
  readonly history: History;
  /** See `Trial`. */
  readonly strayed: number | null;
}

/** What came of a play, in numbers. */
export function trialOf(heard: Heard, model: Model): Trial {
  const { seed, nodes, history, verdict, rows, strayed } = heard;
  const proven = verdict.void === null ? verdict.violations.filter(isProven) : [];
  const { actions, answered } = countsUpTo(history, history.length);
  return {
    seed,
    nodes,
    actions,
    meetings: mostMeetings(history, model),
    violations: proven.length,
    first: firstOf(proven, history, model),
    strayed,
    resolution: answered === 0 || rows < history.length ? null : verdict.decided / answered,
  };
}

const isProven = ({ strength }: Violation): boolean => strength === 'proven';

/** The violation whose proof is complete first, in order of sending. */
function firstOf(proven: readonly Violation[], history: History, model: Model): Trial['first'] {
  const ends = proven.map(({ rows }) => Math.max(-1, ...rows) + 1);
  const rows = Math.min(...ends);
  const first = proven[ends.indexOf(rows)];
  if (first === undefined) return null;
  const { actions } = countsUpTo(history, rows);
  return {
    actions,
    meetings: mostMeetings(history, model, undefined, rows),
    kind: first.kind,
    because: first.because,
  };
}

/** Actions of the first so many rows that left, and those that were answered. */
function countsUpTo(history: History, rows: number): { readonly actions: number; readonly answered: number } {
  let actions = 0;
  let answered = 0;
  for (let row = 0; row < rows; row++) {
    if (!Number.isNaN(history.sentAtUs[row])) actions++;
    const outcome = history.outcomeAt(row);
    if (outcome === 'accepted' || outcome === 'rejected') answered++;
  }
  return { actions, answered };
}
