import type { Report, ReportedAction, ReportedViolation } from '../../report/report.js';
import { durationText, plural } from '../../report/words.js';
import { momentText } from './when.js';

type Times = Pick<Report, 'environment' | 'plan'>;

/**
 * Who did what to which resource, when, and what came of it: what somebody needs to find a violation in the log
 * of the server. `u1 acted on r2 1.400 s into the run (2026-01-02 03:04:06.400 UTC) and was accepted 3.75 ms later.`
 */
export function deedText({ kind, actions, atUs }: ReportedViolation, report: Times): string | null {
  const blamed = actions.at(-1);
  if (blamed === undefined || blamed.sentAtUs === null || atUs === null) return null;
  // The times of a log's actions may count from anywhere; those of violations count from its beginning.
  const zeroUs = blamed.sentAtUs - atUs;
  if (kind === 'no-explanation') {
    const sends = actions.flatMap(({ sentAtUs }) => (sentAtUs === null ? [] : [sentAtUs]));
    const first = momentText(Math.min(...sends) - zeroUs, report);
    return `${plural(actions.length, 'action')} on ${blamed.resource}, the first ${first}.`;
  }
  const did = blamed.action === null ? 'acted on' : `sent ${blamed.action} to`;
  const when = momentText(atUs, report);
  return `${blamed.user} ${did} ${blamed.resource} ${when} and ${fateText(blamed)}.`;
}

function fateText({ outcome, reason, sentAtUs, settledAtUs }: ReportedAction): string {
  const why = reason === null ? '' : ` (${reason})`;
  const isAnswered = sentAtUs !== null && settledAtUs !== null && outcome !== 'unknown';
  const later = isAnswered ? ` ${durationText(settledAtUs - sentAtUs)} later` : '';
  return `${fates[outcome] ?? outcome}${why}${later}`;
}

const fates: Readonly<Partial<Record<string, string>>> = {
  accepted: 'was accepted',
  rejected: 'was rejected',
  error: 'got an error',
  unknown: 'got no answer',
  dropped: 'never left',
};
