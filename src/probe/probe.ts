import { historyBuilder } from '../history/columns.js';
import type { History } from '../history/history.js';
import { burstOf, isBurstOver } from './burst.js';
import { chosenOf, type Choice } from './choose.js';
import type { Probe, ProbeSpec, Round } from './contract.js';
import { evidenceOf } from './evidence.js';
import { confirmingOf, experimentsOf, type Draft } from './experiments.js';
import { findingsOf } from './findings.js';
import { hypothesesOf, surviving } from './hypotheses.js';
import type { Knowledge } from './knowledge.js';
import { progressOf } from './progress.js';
import { answeredOf } from './replay.js';
import { gapOf, situationOf } from './situation.js';

/** Keys tried in a row without learning anything, after which it is enough. */
const idleMost = 36;

/** What is known in the end is put to the test in so many rounds. */
const confirmingMost = 4;

/** A probe that has not asked anything yet. Everything it asks follows from the spec and the answers. */
export function probeOf(spec: ProbeSpec): Probe {
  const evidence = evidenceOf(historyBuilder(0).build(), spec);
  return probeAt({ spec, rounds: [], evidence, hypotheses: null, idle: 0, confirming: 0 });
}

function probeAt(knowledge: Knowledge): Probe {
  const { isConfirming, choice } = chosenBy(knowledge);
  const name = `probe-${knowledge.rounds.length + 1}`;
  const next = choice.kind === 'ask' ? roundOf(choice.draft, name) : null;
  return {
    next,
    after: (history) => {
      const after = learnt(knowledge, next, history);
      return probeAt(isConfirming ? { ...after, confirming: knowledge.confirming + 1 } : after);
    },
    findings: () => findingsOf(knowledge, choice.kind === 'used-up'),
  };
}

function roundOf({ asks, restUs, steps }: Draft, name: string): Round {
  return { asks, name, restUs, steps };
}

/** What tells most; where nothing tells anything more, anything that what is known has to stand up to. */
function chosenBy(knowledge: Knowledge): { readonly isConfirming: boolean; readonly choice: Choice } {
  const choice = choiceOf(knowledge);
  const { spec, rounds, evidence, hypotheses, confirming } = knowledge;
  const isKnown = hypotheses !== null && hypotheses.length > 0;
  if (choice.kind !== 'done' || !isKnown || confirming >= confirmingMost)
    return { isConfirming: false, choice };
  const answered = answeredOf(evidence.history, rounds);
  const situation = situationOf(spec, rounds, answered, evidence, hypotheses, 0);
  const draft = confirmingOf(situation);
  return draft === null
    ? { isConfirming: false, choice }
    : { isConfirming: true, choice: { kind: 'ask', draft } };
}

function choiceOf({ spec, rounds, evidence, hypotheses, idle }: Knowledge): Choice {
  if (!spec.assumptions.exclusive || idle >= idleMost) return { kind: 'done' };
  if (hypotheses === null) {
    const draft = burstOf(spec, rounds, evidence);
    return draft === null ? { kind: 'used-up' } : { kind: 'ask', draft };
  }
  if (hypotheses.length === 0) return { kind: 'done' };
  const answered = answeredOf(evidence.history, rounds);
  // First what kind of limit it is, and only then how long exactly.
  const coarse = situationOf(spec, rounds, answered, evidence, hypotheses, 2 * gapOf(spec));
  const choice = chosenOf(experimentsOf(coarse), coarse);
  if (choice.kind !== 'done') return choice;
  const fine = situationOf(spec, rounds, answered, evidence, hypotheses, 0);
  return chosenOf(experimentsOf(fine), fine);
}

/** How many users or resources took part: so many tries at once. */
function widthOf(round: Round | null): number {
  return new Set((round?.steps ?? []).map(({ user, resource }) => `${user}/${resource}`)).size;
}

function learnt(knowledge: Knowledge, asked: Round | null, history: History): Knowledge {
  const { spec } = knowledge;
  const evidence = evidenceOf(history, spec);
  const rounds = asked === null ? knowledge.rounds : [...knowledge.rounds, asked];
  if (knowledge.hypotheses === null && !isBurstOver(history)) return { ...knowledge, rounds, evidence };
  const hypotheses = knowledge.hypotheses ?? hypothesesOf(spec, mostAccepted(history));
  const left = surviving(hypotheses, evidence);
  const idle = progressOf(hypotheses, left) ? 0 : knowledge.idle + Math.max(1, widthOf(asked));
  return { ...knowledge, rounds, evidence, hypotheses: left, idle };
}

/** More than that never fit: what was accepted, and what can have been, before anything was refused. */
function mostAccepted(history: History): number {
  let accepted = 0;
  for (let row = 0; row < history.length; row++)
    if (['accepted', 'unknown', 'error'].includes(history.outcomeAt(row))) accepted++;
  return accepted;
}
