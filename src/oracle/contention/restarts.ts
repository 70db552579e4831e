import type { HistoryEvent } from '../../history/action.js';
import type { History } from '../../history/history.js';
import type { Assumptions } from '../../models/assumptions.js';
import { outcomeKinds } from '../../history/outcome.js';
import type { Widening } from './windows.js';

/** The server's memory may have been lost at an instant in the closed `[fromUs, toUs]`. */
export interface Span {
  readonly fromUs: number;
  readonly toUs: number;
}

/**
 * When the limiter may have forgotten everything: recorded restarts, and losses of connections that
 * none survived. Where state is durable: never. Disjoint and sorted. Accepts from before may still
 * explain rejects, but they forbid no accepts.
 */
export function restartsOf(
  history: History,
  { state }: Assumptions,
  { beforeUs, afterUs }: Widening,
): readonly Span[] {
  if (state === 'durable') return [];
  const spans = [...recorded(history.events), ...lossesNobodySurvived(history)];
  return merged(spans.map(({ fromUs, toUs }) => ({ fromUs: fromUs - beforeUs, toUs: toUs + afterUs })));
}

/** Unites spans that overlap, in order of time. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromUs - b.fromUs)) {
    const last = result.at(-1);
    if (last === undefined || last.toUs < span.fromUs) result.push(span);
    else result[result.length - 1] = { fromUs: last.fromUs, toUs: Math.max(last.toUs, span.toUs) };
  }
  return result;
}

/** The earliest instant at which an accept may follow one at `atUs`. Never decreases with it. */
export function earliestAfter(atUs: number, gapUs: number, restarts: readonly Span[]): number {
  for (const { fromUs, toUs } of restarts)
    if (toUs >= atUs) return Math.min(atUs + gapUs, Math.max(atUs, fromUs));
  return atUs + gapUs;
}

function recorded(events: readonly HistoryEvent[]): readonly Span[] {
  return events
    .filter((event) => event.kind === 'server-restarted')
    .map(({ atUs }) => ({ fromUs: atUs, toUs: atUs }));
}

/**
 * A process that dies takes all its connections along. So from the opening of a connection to the last
 * send that was answered on it the process cannot have died; a connection that was lost may have been
 * lost to a death at any other time since its last answer.
 */
function lossesNobodySurvived(history: History): readonly Span[] {
  const answered = lastAnswered(history);
  const opened = new Map<string, number>();
  for (const event of history.events)
    if (event.kind === 'connection-opened') opened.set(event.connection, event.atUs);
  const lives = merged(
    [...opened].flatMap(([id, fromUs]) => {
      const toUs = answered.get(id) ?? -Infinity;
      return toUs > fromUs ? [{ fromUs, toUs }] : [];
    }),
  );
  const spans: Span[] = [];
  for (const event of history.events) {
    if (event.kind !== 'connection-lost') continue;
    const aliveUs = answered.get(event.connection) ?? opened.get(event.connection) ?? event.atUs;
    spans.push(...outside(lives, { fromUs: Math.min(aliveUs, event.atUs), toUs: event.atUs }));
  }
  return spans;
}

/** The parts of a span that lie in no life; a death at the very end of one is possible. */
function outside(lives: readonly Span[], span: Span): readonly Span[] {
  const gaps: Span[] = [];
  let fromUs = span.fromUs;
  for (const life of lives) {
    if (life.toUs <= fromUs) continue;
    if (life.fromUs > span.toUs) break;
    if (life.fromUs >= fromUs) gaps.push({ fromUs, toUs: Math.min(life.fromUs, span.toUs) });
    fromUs = life.toUs;
  }
  return fromUs <= span.toUs ? [...gaps, { fromUs, toUs: span.toUs }] : gaps;
}

/** When the last action that was answered on each connection had been sent. */
function lastAnswered(history: History): ReadonlyMap<string, number> {
  const codes = history.codes('connection');
  const byCode = new Map<number, number>();
  for (let row = 0; row < history.length; row++) {
    const kind = outcomeKinds[history.outcome[row]];
    if (codes[row] < 0 || kind === 'unknown' || kind === 'dropped') continue;
    byCode.set(codes[row], Math.max(byCode.get(codes[row]) ?? -Infinity, history.sentAtUs[row]));
  }
  return new Map([...byCode].map(([code, atUs]) => [history.text('connection', code), atUs]));
}
