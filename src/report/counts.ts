import type { History } from '../history/history.js';
import { outcomeKinds, type OutcomeKind } from '../history/outcome.js';
import { judgements, type Judgement } from '../oracle/verdict.js';
import type { Counts, Group, ReasonCount } from './report.js';
import { clip } from './clip.js';
import { wilsonInterval } from './wilson.js';
import { shapeOf } from './shape.js';
import { byCodeUnit, byName } from './order.js';
import type { KeyField } from '../history/action.js';

/** How many rows ended how. `planned` is the plan's number, which an interrupted run does not reach. */
export function countsOf(history: History, planned: number): Counts {
  const tally = newTally();
  for (let row = 0; row < history.length; row++) tally.outcomes[history.outcome[row] ?? 0]++;
  return { ...countsIn(tally), planned };
}

/**
 * The same numbers split by a field (resource, user, group, phase), with what the judge said of the
 * rows. Rows without the field are left out. Ordered by name; phases as they came.
 */
export function groupsOf(history: History, perAction: Uint8Array, field: KeyField): readonly Group[] {
  const codes = history.codes(field);
  const tallies = new Map<number, Tally>();
  // Codes are small numbers, and an array answers faster than a map; the map remembers who came first.
  const byCode: (Tally | undefined)[] = [];
  for (let row = 0; row < history.length; row++) {
    const code = codes[row] ?? -1;
    if (code < 0) continue;
    let tally = byCode[code];
    if (tally === undefined) {
      tally = newTally();
      byCode[code] = tally;
      tallies.set(code, tally);
    }
    tally.outcomes[history.outcome[row] ?? 0]++;
    tally.judgements[perAction[row] ?? 0]++;
  }
  const groups = [...tallies].map(([code, tally]) => groupOf(history.text(field, code), tally));
  return field === 'phase' ? groups : groups.sort((a, b) => byName(a.name, b.name));
}

/**
 * The most frequent reasons of everything but accepts, at most `limit`. Reasons that differ in their
 * numbers only are one, told with `#` for the numbers.
 */
export function reasonsOf(history: History, limit: number): readonly ReasonCount[] {
  const counts = new Map<string, Writable<ReasonCount>>();
  for (let row = 0; row < history.length; row++) {
    const outcome = history.outcomeAt(row);
    const text = outcome === 'accepted' ? undefined : history.reasonAt(row);
    if (text === undefined) continue;
    const reason = clip(text);
    const shape = shapeOf(reason);
    const key = `${outcome} ${shape}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { outcome, reason, count: 1 });
    else {
      known.count++;
      if (known.reason !== reason) known.reason = shape;
    }
  }
  return [...counts.values()].sort(byFrequency).slice(0, limit);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Tally {
  readonly outcomes: number[];
  readonly judgements: number[];
}

function newTally(): Tally {
  return { outcomes: outcomeKinds.map(() => 0), judgements: judgements.map(() => 0) };
}

function countsIn(tally: Tally): Counts {
  const of = (kind: OutcomeKind): number => tally.outcomes[outcomeKinds.indexOf(kind)] ?? 0;
  const rows = tally.outcomes.reduce((sum, count) => sum + count, 0);
  return {
    planned: rows,
    sent: rows - of('dropped'),
    accepted: of('accepted'),
    rejected: of('rejected'),
    errors: of('error'),
    unknown: of('unknown'),
    dropped: of('dropped'),
  };
}

function groupOf(name: string, tally: Tally): Group {
  const of = (kind: Judgement): number => tally.judgements[judgements.indexOf(kind)] ?? 0;
  const correct = of('true-accept') + of('true-reject');
  const decided = correct + of('false-accept') + of('false-reject') + of('wrong-reason');
  const counts = countsIn(tally);
  const answered = counts.accepted + counts.rejected;
  return {
    name,
    ...counts,
    decided,
    correct,
    accuracy: decided === 0 ? null : correct / decided,
    accuracyInterval: wilsonInterval(correct, decided),
    resolution: answered === 0 ? null : decided / answered,
    falseAccepts: of('false-accept'),
    falseRejects: of('false-reject'),
    wrongReasons: of('wrong-reason'),
  };
}

function byFrequency(a: ReasonCount, b: ReasonCount): number {
  return b.count - a.count || byCodeUnit(a.outcome, b.outcome) || byCodeUnit(a.reason, b.reason);
}
