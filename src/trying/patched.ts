import { pacingOf } from '../scenario/pacing-of.js';
import type { Scenario } from '../scenario/scenario.js';
import { strategyOf } from '../scenario/strategy-of.js';
import { phases as phasesSchema } from '../scenario/topics/phases.js';
import type { PhaseSpec } from '../plan/plan.js';
import type { Patch, WrittenPhase } from '../teeth/patch.js';

/** A scenario with a change to it, as if it had been written there. */
export function patched(scenario: Scenario, patch: Patch): Scenario {
  const phase = patch.phase === undefined ? [] : [phaseOf(patch.phase)];
  const phases = patch.place === 'first' ? [...phase, ...scenario.phases] : [...scenario.phases, ...phase];
  const userNames = atLeast(scenario.userNames, patch.users ?? 0, 'u');
  const resourceNames = atLeast(scenario.resourceNames, patch.resources ?? 0, 'r');
  const { reconnectAfterMs } = patch;
  return {
    ...scenario,
    phases,
    userNames,
    users: userNames.length,
    groups: joinedBy(scenario.groups, userNames.length - scenario.userNames.length),
    resourceNames,
    simulation: troubled(scenario.simulation, patch),
    timing: {
      ...scenario.timing,
      ...(reconnectAfterMs !== undefined && { reconnectAfterUs: reconnectAfterMs * 1000 }),
    },
  };
}

function troubled(
  simulation: Scenario['simulation'],
  { cutsMs, restartsMs, downMs = 0 }: Patch,
): Scenario['simulation'] {
  const { network, server } = simulation;
  const cuts = cutsMs?.map((ms) => ({ atUs: ms * 1000, noticedAfterUs: 0, requests: 'lost' as const }));
  const restarts = restartsMs?.map((ms) => ({ atUs: ms * 1000, downUs: downMs * 1000 }));
  return {
    ...simulation,
    network: { ...network, cuts: cuts ?? network.cuts },
    server: { ...server, restarts: restarts ?? server.restarts },
  };
}

/** A phase as the loader would read it. */
function phaseOf(written: WrittenPhase): PhaseSpec {
  const [{ name, strategy, pacing, steps, acts }] = phasesSchema.parse([written]);
  return {
    name: name ?? written.name,
    strategy: strategyOf(strategy),
    pacing: pacingOf(pacing),
    steps,
    ...(acts !== undefined && { acts }),
  };
}

/** Where everybody is in a group, those who are added are in one of their own. */
function joinedBy(groups: Scenario['groups'], more: number): Scenario['groups'] {
  if (groups.length === 0 || more <= 0) return groups;
  return [...groups, { name: 'added', users: more, acts: 'as-phase', sockets: 1, arrivals: null }];
}

/** The names there are, and new ones until there are enough. */
function atLeast(names: readonly string[], count: number, start: string): readonly string[] {
  const taken = new Set(names);
  const more: string[] = [];
  for (let number = 0; names.length + more.length < count; number++)
    if (!taken.has(`${start}${number}`)) more.push(`${start}${number}`);
  return [...names, ...more];
}
