import type { OutcomeKind } from '../../history/outcome.js';
import type { Judgement } from '../../oracle/verdict.js';

/** The codes of outcomes and of judgements in the columns of a contention. */
export const outcomeNames = [
  'accepted',
  'rejected',
  'error',
  'unknown',
  'dropped',
] as const satisfies readonly OutcomeKind[];
export const judgementNames = [
  'open',
  'undecidable',
  'true-accept',
  'true-reject',
  'false-accept',
  'false-reject',
  'wrong-reason',
  'near-edge',
] as const satisfies readonly Judgement[];

/** How an action is drawn: its side is a shape, so that nothing is said by colour alone. */
export interface Look {
  readonly words: string;
  readonly side: 'accept' | 'reject' | 'none';
  readonly tone: 'accept' | 'reject' | 'either' | 'near' | 'wrong' | 'none';
}

/** Every look; the position is its code. Wrong ones are drawn last: nothing may hide them. */
export const looks: readonly Look[] = [
  { words: 'accepted, right', side: 'accept', tone: 'accept' },
  { words: 'rejected, right', side: 'reject', tone: 'reject' },
  { words: 'accepted, could be either', side: 'accept', tone: 'either' },
  { words: 'rejected, could be either', side: 'reject', tone: 'either' },
  { words: 'accepted, near the edge', side: 'accept', tone: 'near' },
  { words: 'rejected, near the edge', side: 'reject', tone: 'near' },
  { words: 'no answer', side: 'none', tone: 'none' },
  { words: 'error', side: 'none', tone: 'none' },
  { words: 'false accept', side: 'accept', tone: 'wrong' },
  { words: 'false reject', side: 'reject', tone: 'wrong' },
  { words: 'wrong reason', side: 'reject', tone: 'wrong' },
];

/** Looks from this one on are wrong answers. */
export const firstWrong = looks.findIndex(({ tone }) => tone === 'wrong');
export const noAnswer = looks.findIndex(({ words }) => words === 'no answer');
const error = noAnswer + 1;

/** The look of one action. An answer that nobody judged counts as one that could be either. */
export function lookOf(outcome: number, judgement: number): number {
  const accepted = outcomeNames[outcome] === 'accepted';
  if (outcomeNames[outcome] === 'error') return error;
  if (!accepted && outcomeNames[outcome] !== 'rejected') return noAnswer;
  switch (judgementNames[judgement]) {
    case 'true-accept':
    case 'true-reject':
      return accepted ? 0 : 1;
    case 'near-edge':
      return accepted ? 4 : 5;
    case 'false-accept':
      return firstWrong;
    case 'false-reject':
      return firstWrong + 1;
    case 'wrong-reason':
      return firstWrong + 2;
    default:
      return accepted ? 2 : 3;
  }
}

/** What the model says of an answer, as a sentence. */
export function verdictWords(outcome: number, judgement: number): string {
  const answered = outcome === 0 || outcome === 1;
  switch (judgementNames[judgement]) {
    case 'true-accept':
      return 'right: it had to be accepted, or nothing forbade it';
    case 'true-reject':
      return 'right: it had to be rejected';
    case 'undecidable':
      return 'could have been either: both answers would have been right within these windows';
    case 'near-edge':
      return 'near the edge: wrong by less than what is counted as proof';
    case 'false-accept':
      return 'wrong: accepted, and the limit forbids it';
    case 'false-reject':
      return 'wrong: rejected, and there was room';
    case 'wrong-reason':
      return 'wrong: rejected for a reason that cannot be';
    default:
      return answered ? 'not judged' : 'nothing to judge: no answer to the question was seen';
  }
}
