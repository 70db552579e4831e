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

/** The looks of an accepted and of a rejected answer for each judgement; one that nobody judged could be either. */
const looksOf: Readonly<Record<Judgement, readonly [accepted: number, rejected: number]>> = {
  open: [2, 3],
  undecidable: [2, 3],
  'true-accept': [0, 1],
  'true-reject': [0, 1],
  'near-edge': [4, 5],
  'false-accept': [firstWrong, firstWrong],
  'false-reject': [firstWrong + 1, firstWrong + 1],
  'wrong-reason': [firstWrong + 2, firstWrong + 2],
};

/** The look of one action, from the codes of its outcome and its judgement. */
export function lookOf(outcome: number, judgement: number): number {
  const name = outcomeNames[outcome];
  if (name === 'error') return error;
  if (name !== 'accepted' && name !== 'rejected') return noAnswer;
  const [accepted, rejected] = looksOf[judgementNames[judgement] ?? 'open'];
  return name === 'accepted' ? accepted : rejected;
}

const sentences: Readonly<Record<Exclude<Judgement, 'open'>, string>> = {
  'true-accept': 'right: it had to be accepted',
  'true-reject': 'right: it had to be rejected',
  undecidable: 'could have been either: both answers would have been right within these windows',
  'near-edge': 'near the edge: wrong by less than what is counted as proof',
  'false-accept': 'wrong: accepted, and the limit forbids it',
  'false-reject': 'wrong: rejected, and there was room',
  'wrong-reason': 'wrong: rejected for a reason that cannot be',
};

/** What the model says of an answer, as a sentence. */
export function verdictWords(outcome: number, judgement: number): string {
  const name = judgementNames[judgement] ?? 'open';
  if (name !== 'open') return sentences[name];
  const answered = ['accepted', 'rejected'].includes(outcomeNames[outcome] ?? '');
  return answered ? 'not judged' : 'nothing to judge: no answer to the question was seen';
}
