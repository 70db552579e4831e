import type { PhaseSpec } from '../plan/plan.js';
import { defaults } from './defaults.js';
import { evasionOf, pacingOf } from './pacing-of.js';
import type { Scenario } from './scenario.js';
import type { WrittenScenario } from './schema.js';
import { strategyOf } from './strategy-of.js';
import { pacing as pacingSchema } from './topics/pacing.js';
import { strategy as strategySchema } from './topics/strategy.js';

/** With one user of many, as for a first look at a mapping, there is nobody to meet. */
export function playable(phases: readonly PhaseSpec[], users: number): Pick<Scenario, 'phases' | 'notes'> {
  const others = phases.filter(({ pacing }) => pacing.meetings !== 'planned');
  if (users >= 2 || others.length === 0) return { phases, notes: [] };
  const notes = phases
    .filter((phase) => !others.includes(phase))
    .map(({ name, pacing }) => {
      const who = pacing.kind === 'duels' ? 'duels need' : `a ${pacing.kind} needs`;
      return `${who} two users: the phase ${name} is left out`;
    });
  return { phases: others, notes };
}

/** The phases that are written, and behind them one for each way around the limit. */
export function phasesOf(written: WrittenScenario): readonly PhaseSpec[] {
  const phases = writtenPhasesOf(written);
  return [...phases, ...evasionPhasesOf(written, phases)];
}

/** Single pieces of a limit are used up by the first thing that users do. */
function evasionPhasesOf({ evasion = [] }: WrittenScenario, [first]: readonly PhaseSpec[]): PhaseSpec[] {
  const { strategy, acts } = first;
  return evasion.map((each) => ({
    name: `evasion-${each.kind}`,
    strategy,
    pacing: evasionOf(each),
    steps: each.settings.rounds,
    ...(acts !== undefined && { acts: acts.slice(0, 1) }),
  }));
}

/** How another node is reached is nothing that a plan can see to. */
export function evasionNotes({ evasion = [], target }: WrittenScenario): readonly string[] {
  if (!evasion.some(({ kind }) => kind === 'otherNode')) return [];
  return [
    target?.kind === 'url'
      ? 'evasion otherNode: second connections go to the same URL; which node they reach is up to what stands behind it'
      : 'evasion otherNode: connections go to the nodes in turn, and the second of each user is opened right behind its first',
  ];
}

function writtenPhasesOf(written: WrittenScenario): readonly PhaseSpec[] {
  if (written.phases === undefined) {
    const strategy = strategyOf(written.strategy ?? strategySchema.parse(defaults.strategy));
    const pacing = pacingOf(written.pacing ?? pacingSchema.parse(defaults.pacing));
    return [{ name: 'main', strategy, pacing, steps: written.steps ?? defaults.steps }];
  }
  return written.phases.map((phase, index) => ({
    name: phase.name ?? `phase-${index + 1}`,
    strategy: strategyOf(phase.strategy),
    pacing: pacingOf(phase.pacing),
    steps: phase.steps,
    ...(phase.acts !== undefined && { acts: phase.acts }),
    ...(phase.groups !== undefined && { groups: phase.groups }),
    ...(phase.beside === true && { beside: true as const }),
  }));
}
