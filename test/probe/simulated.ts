import { historyBuilder, type History } from './imports.js';
import type { Model, Probe, Round } from './imports.js';
import { randomOf } from '../../src/plan/random.js';

/** What decides in a simulated world: an answer at an instant, in order of time. */
export interface Decider {
  decide(attempt: { user: string; resource: string; connection: string }, atUs: number): boolean;
}

/** A server that does exactly what a model says. `originUs` is the server's business. */
export function deciderOf(model: Model): Decider {
  const states = new Map<string, unknown>();
  return {
    decide(attempt, atUs) {
      const key = model.per.map((field) => attempt[field as 'user']).join('/');
      const state = states.has(key) ? states.get(key) : model.init();
      const { accepts, next } = model.decide(state, { ...attempt, action: 'act', cost: 1 }, atUs);
      states.set(key, next);
      return accepts;
    },
  };
}

/** How long messages take, each way, in microseconds: both ends included. */
export interface Network {
  readonly leastUs: number;
  readonly mostUs: number;
  /** The share of answers that never come. */
  readonly loss?: number;
}

export interface Played {
  readonly probe: Probe;
  readonly history: History;
  readonly rounds: readonly Round[];
  readonly cpuMs: number;
}

/** Plays a probe to its end in virtual time. */
export function playedProbe(first: Probe, decider: Decider, network: Network, seed: string): Played {
  const random = randomOf(seed, 'network');
  const delay = (): number => network.leastUs + random.below(network.mostUs - network.leastUs + 1);
  const builder = historyBuilder();
  const rounds: Round[] = [];
  let [probe, nowUs, id] = [first, 0, 0];
  const before = process.cpuUsage();
  let history = builder.build();
  while (probe.next !== null) {
    const round = probe.next;
    const index = rounds.push(round) - 1;
    const startUs = nowUs + round.restUs + random.below(500);
    const sent = round.steps.map((step, at) => {
      const sentAtUs = startUs + step.atUs + random.below(200);
      return { step, at, sentAtUs, decidedAtUs: sentAtUs + delay(), backUs: delay() };
    });
    for (const { step, at, sentAtUs, decidedAtUs, backUs } of [...sent].sort(
      (a, b) => a.decidedAtUs - b.decidedAtUs,
    )) {
      const attempt = {
        user: `u${step.user}`,
        resource: `r${step.resource}`,
        connection: `c${index}.${step.user}`,
      };
      const accepts = decider.decide(attempt, decidedAtUs);
      const isLost = random.unit() < (network.loss ?? 0);
      builder.add({
        ...attempt,
        id: id++,
        step: at,
        intendedAtUs: startUs + step.atUs,
        sentAtUs,
        settledAtUs: isLost ? null : decidedAtUs + backUs,
        outcome: isLost ? 'unknown' : accepts ? 'accepted' : 'rejected',
        phase: round.name,
      });
      nowUs = Math.max(nowUs, decidedAtUs + backUs);
    }
    history = builder.build();
    probe = probe.after(history);
  }
  const { user, system } = process.cpuUsage(before);
  return { probe, history, rounds, cpuMs: (user + system) / 1000 };
}
