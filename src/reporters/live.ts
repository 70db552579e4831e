import { countText, durationText } from '../report/words.js';
import { safeText } from './format/safe.js';
import { fit, pad } from './format/width.js';
import type { Colours } from './reporter.js';

/** What is known of a run while it goes on. Counts only grow; percentiles are of answers so far. */
export interface LiveSnapshot {
  readonly phase: string;
  readonly elapsedUs: number;
  readonly durationUs: number;
  readonly connected: number;
  readonly users: number;
  readonly sent: number;
  readonly planned: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  /** Past their timeout, and still waited for. */
  readonly overdue: number;
  readonly dropped: number;
  readonly errors: number;
  readonly decided: number;
  readonly correct: number;
  readonly violations: number;
  readonly p50Us: number | null;
  readonly p99Us: number | null;
  /** How late the generator sends. */
  readonly latenessP99Us: number | null;
}

const barColumns = 24;

/** The panel of a terminal, at most 80 columns. The number of lines never changes, so that it does not jump. */
export function liveLines(snapshot: LiveSnapshot, colours: Colours): readonly string[] {
  const { connected, users, sent, planned, accepted, rejected, errors, violations } = snapshot;
  const gone = snapshot.unknown + snapshot.overdue;
  const verdict = violations === 0 ? colours.green : colours.red;
  return [
    row('phase', `${pad(fit(safeText(snapshot.phase), 20), 20, 'left')} ${timeText(snapshot)}`, colours.bold),
    row('sent', `${bar(sent, planned)} ${countText(sent)} of ${countText(planned)}`, colours.bold),
    row('users', `${countText(connected)} of ${countText(users)} connected`, colours.bold),
    row(
      'answers',
      `${countText(accepted)} accepted, ${countText(rejected)} rejected, ${countText(errors)} errors`,
      colours.bold,
    ),
    row('missing', `${countText(gone)} unanswered, ${countText(snapshot.dropped)} never left`, colours.bold),
    row('oracle', verdict(oracleText(snapshot)), colours.bold),
    row('response', latencyText(snapshot), colours.bold),
  ];
}

/** The same in one plain line, for logs. */
export function liveLine(snapshot: LiveSnapshot): string {
  const { sent, planned, accepted, rejected, errors, connected, users } = snapshot;
  const gone = snapshot.unknown + snapshot.overdue;
  const parts = [
    `${durationText(snapshot.elapsedUs)} ${fit(safeText(snapshot.phase), 20)}`,
    `${countText(connected)}/${countText(users)} users`,
    `sent ${countText(sent)}/${countText(planned)}`,
    `${countText(accepted)} accepted`,
    `${countText(rejected)} rejected`,
    ...(errors > 0 ? [`${countText(errors)} errors`] : []),
    ...(gone > 0 ? [`${countText(gone)} unanswered`] : []),
    ...(snapshot.dropped > 0 ? [`${countText(snapshot.dropped)} never left`] : []),
    oracleText(snapshot),
    `p99 ${usText(snapshot.p99Us)}`,
  ];
  return parts.join(', ');
}

function row(title: string, text: string, bold: (text: string) => string): string {
  return `${bold(title.padEnd(9))} ${text}`;
}

function timeText({ elapsedUs, durationUs }: LiveSnapshot): string {
  return `${secondsText(Math.max(0, elapsedUs))} of ${secondsText(durationUs)}`;
}

function secondsText(us: number): string {
  return `${(us / 1_000_000).toFixed(1)} s`;
}

function oracleText({ decided, correct, violations }: LiveSnapshot): string {
  const right = `${countText(correct)} of ${countText(decided)} decided answers right`;
  if (violations === 0) return right;
  return `${right}, ${countText(violations)} ${violations === 1 ? 'violation' : 'violations'}`;
}

function latencyText({ p50Us, p99Us, latenessP99Us }: LiveSnapshot): string {
  return `p50 ${usText(p50Us)}, p99 ${usText(p99Us)}; sent late by p99 ${usText(latenessP99Us)}`;
}

function usText(us: number | null): string {
  return us === null ? '-' : durationText(us);
}

/** A bar that is full only when all is done. */
function bar(done: number, all: number): string {
  const share = all <= 0 ? 0 : Math.min(1, Math.max(0, done / all));
  const filled = Math.floor(share * barColumns);
  return `[${'#'.repeat(filled)}${'.'.repeat(barColumns - filled)}]`;
}
