import type { ReportedViolation } from '../../report/report.js';
import { outcomeText } from './sentences.js';

type Action = ReportedViolation['actions'][number];

/** The actions of a violation as they are shown. */
export interface Evidence {
  /** As they were sent, one after the other. */
  readonly actions: readonly Action[];
  /** What became of each, in their order; the one that is wrong says so. */
  readonly outcomes: readonly string[];
  /** How many there is no room for. */
  readonly more: number;
}

/**
 * The first actions of a proof and always the one that it is about, which may have been sent before
 * some of those that show what is wrong with it.
 */
export function evidenceOf({ actions, kind, strength }: ReportedViolation, most: number): Evidence {
  const blamed = kind === 'no-explanation' ? undefined : actions.at(-1);
  const isWrong = answers.has(kind) && (blamed?.outcome === 'accepted' || blamed?.outcome === 'rejected');
  const mark = strength === 'proven' ? 'wrong: ' : 'suspect: ';
  const inOrder = [...actions].sort((a, b) => sentUs(a) - sentUs(b));
  const first = inOrder.slice(0, most);
  const isLeftOut = blamed !== undefined && !first.includes(blamed);
  const shown = isLeftOut ? [...first.slice(0, -1), blamed] : first;
  return {
    actions: shown,
    outcomes: shown.map((action) => `${action === blamed && isWrong ? mark : ''}${outcomeText(action)}`),
    more: actions.length - shown.length,
  };
}

/** What says of an answer itself that it is wrong, and not of a promise or a token in it. */
const answers: ReadonlySet<ReportedViolation['kind']> = new Set([
  'false-accept',
  'false-reject',
  'wrong-reason',
]);

/** What never left comes last. */
function sentUs({ sentAtUs }: Action): number {
  return sentAtUs ?? Number.MAX_SAFE_INTEGER;
}
