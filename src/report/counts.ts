import type { History } from '../history/history.js';
import { outcomeKinds, type OutcomeKind } from '../history/outcome.js';
import { judgements, type Judgement } from '../oracle/verdict.js';
import type { Counts, Group, ReasonCount } from './report.js';
import { clip } from './clip.js';
import { wilsonInterval } from './wilson.js';
import { shapeOf } from './shape.js';
import { byCodeUnit, byName } from './order.js';
import type { KeyField } from '../history/action.js';
import { responseUs } from './latencies.js';
import { ascending, ranked } from './sorted.js';

/** How many rows ended how. `planned` is the plan's number, which an interrupted run does not reach. */
export function countsOf({ outcome }: History, planned: number): Counts {
  const outcomes = new Uint32Array(outcomeKinds.length);
  for (let row = 0; row < outcome.length; row++) outcomes[outcome[row]]++;
  return { ...countsIn(outcomes), planned };
}

/**
 * The same numbers split by a field (resource, user, group, phase), with what the judge said of the
 * rows. Rows without the field are left out. Ordered by name; phases as they came.
 */
export function groupsOf(history: History, perAction: Uint8Array, field: KeyField): readonly Group[] {
  const codes = history.codes(field);
  const { inOrder, outcomesOf, judgedOf, size } = talliesOf(history, perAction, codes);
  const responsesOf = responsesBy(history, codes, size);
  const groups = inOrder.map((code) => ({
    ...groupOf(history.text(field, code), outcomesOf(code), judgedOf(code)),
    ...percentilesIn(responsesOf(code)),
  }));
  return field === 'phase' ? groups : groups.sort((a, b) => byName(a.name, b.name));
}

/** Every row of a history comes by here, for four fields: two tables count faster than a map of lists. */
function talliesOf({ outcome }: History, perAction: Uint8Array, codes: Int32Array) {
  let size = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row] >= size) size = codes[row] + 1;
  const outcomes = new Uint32Array(size * outcomeKinds.length);
  const judged = new Uint32Array(size * judgements.length);
  const isThere = new Uint8Array(size);
  const inOrder: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0) continue;
    if (isThere[code] === 0) inOrder.push(code);
    isThere[code] = 1;
    outcomes[code * outcomeKinds.length + outcome[row]]++;
    judged[code * judgements.length + perAction[row]]++;
  }
  return {
    inOrder,
    size,
    outcomesOf: (code: number) => partOf(outcomes, code, outcomeKinds.length),
    judgedOf: (code: number) => partOf(judged, code, judgements.length),
  };
}

/** The response times of the answers with each code: all of them in one column, those of a code side by side. */
function responsesBy(history: History, codes: Int32Array, size: number): (code: number) => Float64Array {
  const from = new Int32Array(size + 1);
  const responsesUs = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    responsesUs[row] = codes[row] < 0 ? Number.NaN : (responseUs(history, row) ?? Number.NaN);
    if (!Number.isNaN(responsesUs[row])) from[codes[row] + 1]++;
  }
  for (let code = 0; code < size; code++) from[code + 1] += from[code];
  const next = from.slice();
  const sideBySide = new Float64Array(from[size]);
  for (let row = 0; row < codes.length; row++)
    if (!Number.isNaN(responsesUs[row])) sideBySide[next[codes[row]]++] = responsesUs[row];
  return (code) => sideBySide.subarray(from[code], from[code + 1]);
}

function percentilesIn(responsesUs: Float64Array): Pick<Group, 'p50Us' | 'p95Us' | 'p99Us'> {
  const sorted = ascending(responsesUs);
  return { p50Us: ranked(sorted, 50), p95Us: ranked(sorted, 95), p99Us: ranked(sorted, 99) };
}

function partOf(counts: Uint32Array, code: number, width: number): Uint32Array {
  return counts.subarray(code * width, (code + 1) * width);
}

/**
 * The most frequent reasons of everything but accepts, at most `limit`. Reasons that differ in their
 * numbers only are one, told with `#` for the numbers.
 */
export function reasonsOf(history: History, limit: number): readonly ReasonCount[] {
  const counts = new Map<string, Writable<ReasonCount>>();
  for (const [text, outcomes] of reasonTexts(history)) {
    const reason = clip(text);
    const shape = shapeOf(reason);
    for (const [code, count] of outcomes.entries()) {
      if (count === 0) continue;
      const outcome = outcomeKinds[code];
      const key = `${outcome} ${shape}`;
      const known = counts.get(key);
      counts.set(key, known ?? { outcome, reason, count });
      if (known === undefined) continue;
      known.count += count;
      if (known.reason !== reason) known.reason = shape;
    }
  }
  return [...counts.values()].sort(byFrequency).slice(0, limit);
}

/** How often each outcome but accepts came with each text, in order of the first of each. */
function reasonTexts(history: History): ReadonlyMap<string, Uint32Array> {
  const texts = new Map<string, Uint32Array>();
  for (let row = 0; row < history.length; row++) {
    const text = history.outcome[row] === accepted ? undefined : history.reasonAt(row);
    if (text === undefined) continue;
    let outcomes = texts.get(text);
    if (outcomes === undefined) texts.set(text, (outcomes = new Uint32Array(outcomeKinds.length)));
    outcomes[history.outcome[row]]++;
  }
  return texts;
}

const accepted = outcomeKinds.indexOf('accepted');

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function countsIn(outcomes: Uint32Array): Counts {
  const of = (kind: OutcomeKind): number => outcomes[outcomeKinds.indexOf(kind)];
  const rows = outcomes.reduce((sum, count) => sum + count, 0);
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

function groupOf(
  name: string,
  outcomes: Uint32Array,
  judged: Uint32Array,
): Omit<Group, 'p50Us' | 'p95Us' | 'p99Us'> {
  const of = (kind: Judgement): number => judged[judgements.indexOf(kind)];
  const correct = of('true-accept') + of('true-reject');
  const decided = correct + of('false-accept') + of('false-reject') + of('wrong-reason');
  const counts = countsIn(outcomes);
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
