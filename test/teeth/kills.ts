import { sha256 } from '../../src/playing/sha256.js';
import { loadScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { servers } from '../../src/servers/catalog.js';
import { tryMutants, type MutantsTried } from '../../src/trying/try-mutants.js';
import { trySimulated } from '../../src/trying/try-simulated.js';

/** Tries a shipped scenario as the command does, in virtual time, without looking for changes. */
export async function triedShipped(
  name: string,
  only: readonly string[] | null = null,
): Promise<MutantsTried> {
  const seeded = (seed?: string): Promise<Scenario> =>
    loadScenario(name, {
      env: {},
      run: 'simulated',
      digest: sha256,
      servers: Object.fromEntries(servers().map((each) => [each.name, each.bugs.map((bug) => bug.name)])),
      ...(seed !== undefined && { seed }),
    });
  return tryMutants(
    { scenario: await seeded(), repeat: 1, only },
    {
      digest: sha256,
      seeded,
      play: trySimulated,
      refusal: () => null,
      tell: () => {},
      stop: new AbortController().signal,
      advises: false,
    },
  );
}

/** How a mutant was killed: by which shipped scenario, after how many actions, and meetings for races. */
export interface Kill {
  readonly by: string;
  readonly actions: number;
  readonly meetings: number;
}

/** The kills of a scenario, by the name of the mutant. */
export function killsOf(by: string, { tried }: MutantsTried): ReadonlyMap<string, Kill> {
  return new Map(
    tried.flatMap(({ name, trials }) => {
      const first = trials.find((trial) => trial.first !== null)?.first;
      return first == null ? [] : [[name, { by, actions: first.actions, meetings: first.meetings }]];
    }),
  );
}
