import type { History } from '../history/history.js';
import type { Probed } from '../probing/probing.js';
import { countText, plural } from '../report/words.js';

/** What came of a probe, as far as it matters when nothing was learnt. */
export type Silent = Pick<Probed, 'history' | 'ended'>;

/** Answers that say something about a limit: accepts and refusals. */
export function answersIn(history: History): number {
  const { accepted, rejected } = countsOf(history);
  return accepted + rejected;
}

/** Why nothing was seen of a server that gave no accept and no refusal, in a sentence. `server`: in words. */
export function nothingSeen({ history, ended }: Silent, server: string): string {
  const { sent, error, unknown } = countsOf(history);
  const refused = reasonText(connectionReasons(history));
  if (ended === 'nobody-connected')
    return `nobody could connect to ${server}${refused ?? ': no answer'}; ${connectRemedy(refused ?? '')}`;
  if (ended === 'interrupted' && error === 0) return 'it was stopped before the first answer';
  if (sent === 0) return 'nothing was sent';
  const why = reasonText(actionReasons(history));
  const errors = error === 0 ? '' : `, ${plural(error, 'answer')} said something else`;
  const silent = unknown === 0 ? '' : `, ${countText(unknown)} had no answer`;
  const most = why === null ? '' : `; most often${why}`;
  return `none of ${plural(sent, 'sent action')} was accepted or rejected${errors}${silent}${most}`;
}

/** A server that answered at all, if only with a refusal, is running. */
function connectRemedy(why: string): string {
  return /HTTP|\b[45]\d\d\b|certificate|unauthori/iu.test(why)
    ? 'are path and credentials right?'
    : 'is it running?';
}

function countsOf(history: History) {
  const counts = { accepted: 0, rejected: 0, error: 0, unknown: 0, sent: 0 };
  for (let row = 0; row < history.length; row++) {
    const kind = history.outcomeAt(row);
    if (kind === 'dropped') continue;
    counts.sent++;
    counts[kind]++;
  }
  return counts;
}

function connectionReasons(history: History): readonly string[] {
  return history.events.flatMap((event) => (event.kind === 'connection-failed' ? [event.reason] : []));
}

function actionReasons(history: History): readonly string[] {
  return Array.from({ length: history.length }, (_, row) => history.actionAt(row).reason ?? '').filter(
    (reason) => reason !== '',
  );
}

/** The most frequent of some reasons, the first of several; `null` where there is none. */
function reasonText(reasons: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [top] = [...counts].sort((a, b) => b[1] - a[1]);
  return top === undefined ? null : `: ${top[0]}`;
}
