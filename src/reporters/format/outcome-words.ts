import type { ReasonCount } from '../../report/report.js';

/** What became of actions, as people are told. */
export const outcomeWords: Readonly<Record<ReasonCount['outcome'], string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  error: 'error',
  unknown: 'unanswered',
  dropped: 'never left',
};
