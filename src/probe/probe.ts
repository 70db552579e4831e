import { historyBuilder } from '../history/columns.js';
import type { History } from '../history/history.js';
import { burstOf, isBurstOver } from './burst.js';
import { chosenOf } from './choose.js';
import type { Probe, ProbeSpec, Round } from './contract.js';
import { evidenceOf, type Evidence } from './evidence.js';
import { experimentsOf } from './experiments.js';
import { findingsOf } from './findings.js';
import { hypothesesOf, surviving, type Hypothesis } from './hypotheses.js';
import { progressOf } from './progress.js';
import { situationOf } from './situation.js';

/** Rounds in a row that told nothing, after which it is enough. */
const idleMost = 8;

/** A probe that has not asked anything yet. Everything it asks follows from the spec and the answers. */
export function probeOf(spec: ProbeSpec): Probe {
  const evidence = evidenceOf(historyBuilder(0).build(), spec);
  return probeAt({ spec, rounds: [], evidence, hypotheses: null, idle: 0 });
}

/** What a probe knows between two rounds. */
export interface Knowledge {
  readonly spec: ProbeSpec;
  readonly rounds: readonly Round[];
  readonly evidence: Evidence;
  /** `null`: nothing was refused yet, so that nobody knows how many fit. */
  readonly hypotheses: readonly Hypothesis[] | null;
  readonly idle: number;
}

function probeAt(knowledge: Knowledge): Probe {
  const next = nextOf(knowledge);
  return {
    next,
    after: (history) => probeAt(learnt(knowledge, next, history)),
    findings: () => findingsOf(knowledge),
  };
}

function nextOf(knowledge: Knowledge): Round | null {
  const { spec, rounds, evidence, hypotheses, idle } = knowledge;
  if (!spec.assumptions.exclusive || idle >= idleMost) return null;
  const name = `probe-${rounds.length + 1}`;
  if (hypotheses === null) {
    const burst = burstOf(spec, rounds, evidence);
    return burst === null ? null : { ...burst, name };
  }
  if (hypotheses.length === 0) return null;
  const situation = situationOf(spec, rounds, evidence, hypotheses);
  const draft = chosenOf(experimentsOf(situation), situation);
  return draft === null ? null : { ...draft, name };
}

function learnt(knowledge: Knowledge, asked: Round | null, history: History): Knowledge {
  const { spec, evidence: before } = knowledge;
  const evidence = evidenceOf(history, spec);
  const rounds = asked === null ? knowledge.rounds : [...knowledge.rounds, asked];
  if (knowledge.hypotheses === null && !isBurstOver(history)) return { ...knowledge, rounds, evidence };
  const hypotheses = knowledge.hypotheses ?? hypothesesOf(spec, mostAccepted(history));
  const left = surviving(hypotheses, evidence, knowledge.hypotheses === null ? 0 : before.history.length);
  const idle = progressOf(hypotheses, left) ? 0 : knowledge.idle + 1;
  return { spec, rounds, evidence, hypotheses: left, idle };
}

function mostAccepted(history: History): number {
  let accepted = 0;
  for (let row = 0; row < history.length; row++) if (history.outcomeAt(row) === 'accepted') accepted++;
  return accepted;
}
