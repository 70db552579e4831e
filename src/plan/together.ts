import type { Block } from './blocks.js';
import { byTime, type Draft, type PacedPhase } from './draft.js';

/** Some actions of one phase. */
export interface Round {
  readonly phase: number;
  readonly drafts: readonly Draft[];
}

/** What acts, under which numbers. */
export interface Acting {
  readonly paced: PacedPhase;
  /** The users behind the numbers of the phase; `null`: the same. */
  readonly users: Int32Array | null;
}

/**
 * The rounds of a block. Phases that go on together are merged, action by action in the order of time; at
 * one instant as users and phases go.
 */
export function* roundsIn(block: Block, phases: readonly Acting[], startUs: number): Iterable<Round> {
  const [first, ...beside] = block;
  if (beside.length > 0) return yield* merged(block, phases, startUs);
  for (const drafts of roundsOf(phases[first], startUs)) yield { phase: first, drafts };
}

/** The rounds of a phase under the users' own numbers; these keep their order, so the rounds stay sorted. */
function* roundsOf({ paced, users }: Acting, startUs: number): Iterable<readonly Draft[]> {
  if (users === null) return yield* paced.rounds(startUs);
  for (const round of paced.rounds(startUs))
    yield round.map((draft) => ({ ...draft, user: users[draft.user] }));
}

function* merged(block: Block, phases: readonly Acting[], startUs: number): Iterable<Round> {
  const streams = block.map((phase) => ({ phase, next: flowOf(phases[phase], startUs) }));
  const heads = streams.map(({ next }) => next());
  for (;;) {
    let best = -1;
    for (const [index, head] of heads.entries()) {
      const ahead = best < 0 ? null : heads[best];
      if (head !== null && (ahead === null || byTime(head, ahead) < 0)) best = index;
    }
    const draft = best < 0 ? null : heads[best];
    if (draft === null) return;
    yield { phase: streams[best].phase, drafts: [draft] };
    heads[best] = streams[best].next();
  }
}

/** One action at each call; `null`: there are no more. */
function flowOf(phase: Acting, startUs: number): () => Draft | null {
  const rounds = roundsOf(phase, startUs)[Symbol.iterator]();
  let round: readonly Draft[] = [];
  let place = 0;
  return () => {
    while (place === round.length) {
      const next = rounds.next();
      if (next.done === true) return null;
      round = next.value;
      place = 0;
    }
    return round[place++];
  };
}
