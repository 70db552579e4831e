import type { Report } from '../../report/report.js';

/** What the model says of answers, against what was answered. */
export interface MatrixRow {
  readonly says: string;
  readonly accepted: number;
  readonly rejected: number;
  /** Which cell holds answers that were wrong. */
  readonly wrong: 'accepted' | 'rejected' | null;
}

/** The answers by what the model demanded; every accepted and rejected action is in exactly one cell. */
export function matrixOf({ oracle, actions }: Pick<Report, 'oracle' | 'actions'>): readonly MatrixRow[] {
  const { trueAccepts, trueRejects, falseAccepts, falseRejects, wrongReasons } = oracle;
  const rows: MatrixRow[] = [
    { says: 'must accept', accepted: trueAccepts, rejected: falseRejects, wrong: 'rejected' },
    { says: 'must reject', accepted: falseAccepts, rejected: trueRejects, wrong: 'accepted' },
    {
      says: 'either is right',
      accepted: Math.max(0, actions.accepted - trueAccepts - falseAccepts),
      rejected: Math.max(0, actions.rejected - trueRejects - falseRejects - wrongReasons),
      wrong: null,
    },
  ];
  if (wrongReasons === 0) return rows;
  return [...rows, { says: 'other reason', accepted: 0, rejected: wrongReasons, wrong: 'rejected' }];
}
