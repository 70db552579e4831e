import type { Action } from '../history/action.js';
import { historyBuilder } from '../history/columns.js';
import type { History } from '../history/history.js';
import type { Findings, Probe, Round } from '../probe/contract.js';
import { actionsOf, connectingUs, playRound, type RoundPorts } from './played-round.js';
import type { Stage } from './stage.js';
import type { TimeScheduler } from '../runtime/time-scheduler.js';
import type { Scenario } from '../scenario/scenario.js';
import { missingText } from '../session/missing-text.js';

/** A probe that is over. */
export interface Probed {
  /** What is known; of a round that was cut short nothing is concluded. */
  readonly findings: Findings;
  /** All rounds on one clock, also the one that was cut short. */
  readonly history: History;
  readonly ended: 'known' | 'interrupted' | 'nobody-connected';
  /** Who could not connect, and why, in sentences. */
  readonly notes: readonly string[];
}

/** Who is told what a probe does, while it does it. */
export interface ProbeWatch {
  /** A round is about to be rested for and played. */
  readonly begins: (round: Round, number: number) => void;
  /** The actions of a round that is over, and what is known with them. */
  readonly played: (actions: Iterable<Action>, findings: Findings) => void;
}

export interface ProbingPorts extends RoundPorts {
  readonly stage: Stage;
  readonly watch: ProbeWatch;
}

/**
 * Plays a probe round by round: a round is planned from all that is known, played as it was
 * planned whatever is answered, and then the probe is asked again. Everything it opened is closed when it
 * returns, also after an error.
 */
export async function probing(scenario: Scenario, first: Probe, ports: ProbingPorts): Promise<Probed> {
  const { stage, stop, watch } = ports;
  const builder = historyBuilder();
  const notes = new Set<string>();
  const history = (): History => builder.build({ complete: true });
  return stage.during(async () => {
    let probe = first;
    const over = (ended: Probed['ended']): Probed => ({
      findings: probe.findings(),
      history: history(),
      ended,
      notes: [...notes],
    });
    // A rest begins with the last answer: what the probe thinks about it takes time of it.
    let endUs = stage.scheduler.nowUs();
    for (let number = 1; probe.next !== null && !stop.aborted; number++) {
      const round = probe.next;
      watch.begins(round, number);
      const dueUs = endUs + round.restUs;
      await resting(stage.scheduler, dueUs - connectingUs(scenario, round), stop);
      if (stop.aborted) break;
      const numbered = { round, number, firstId: builder.length, dueUs };
      const played = await playRound(scenario, numbered, stage, ports);
      for (const action of actionsOf(played.history)) builder.add(action);
      for (const event of played.history.events) builder.event(event);
      const { gate, ended } = played.execution;
      endUs = stage.scheduler.nowUs();
      if (gate.missing.length > 0 && !stop.aborted) notes.add(missingText(gate));
      if (ended === 'nobody-connected') return over('nobody-connected');
      // What was cut short was not the experiment that was asked for.
      if (!stop.aborted) probe = probe.after(history());
      watch.played(actionsOf(played.history), probe.findings());
    }
    return over(stop.aborted ? 'interrupted' : 'known');
  });
}

/** Nothing is sent until then; a stop ends it. */
function resting(scheduler: TimeScheduler, untilUs: number, stop: AbortSignal): Promise<void> {
  if (untilUs <= scheduler.nowUs()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      timer.unsubscribe();
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = scheduler.at(untilUs, end);
    stop.addEventListener('abort', end);
  });
}
