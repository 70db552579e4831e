import { outcomes } from './contention/key-verdict.js';
import { judgements, type Judgement, type Verdict } from './verdict.js';

type Counts = Pick<
  Verdict,
  | 'decided'
  | 'correct'
  | 'undecidable'
  | 'trueAccepts'
  | 'trueRejects'
  | 'falseAccepts'
  | 'falseRejects'
  | 'wrongReasons'
  | 'nearEdge'
>;

/** The judgement on an answer. */
export function judgementOf(outcome: number, isAccept: boolean): Judgement {
  switch (outcome) {
    case outcomes.right:
      return isAccept ? 'true-accept' : 'true-reject';
    case outcomes.wrong:
      return isAccept ? 'false-accept' : 'false-reject';
    case outcomes.nearEdge:
      return 'near-edge';
    case outcomes.wrongReason:
      return 'wrong-reason';
    case outcomes.undecidable:
      return 'undecidable';
    default:
      return 'open';
  }
}

/** Sums up the judgements of a history. */
export function countsOf(perAction: Uint8Array): Counts {
  const counted = judgements.map(() => 0);
  // Rows in millions: an iterator costs more than the count.
  for (let row = 0; row < perAction.length; row++) counted[perAction[row]]++;
  const of = (kind: Judgement): number => counted[judgements.indexOf(kind)];
  const correct = of('true-accept') + of('true-reject');
  return {
    decided: correct + of('false-accept') + of('false-reject') + of('wrong-reason'),
    correct,
    undecidable: of('undecidable'),
    trueAccepts: of('true-accept'),
    trueRejects: of('true-reject'),
    falseAccepts: of('false-accept'),
    falseRejects: of('false-reject'),
    wrongReasons: of('wrong-reason'),
    nearEdge: of('near-edge'),
  };
}
