import { expect, test } from 'vitest';
import type { Behaviour, Bug } from '../../src/behaviours/behaviour.js';
import { mutants } from '../../src/behaviours/mutants/index.js';
import { planFor } from '../../src/plan-for.js';
import { loadScenario } from '../../src/scenario/load.js';
import { trialOf } from '../../src/teeth/trial.js';
import { trySimulated } from '../../src/trying/try-simulated.js';
import { sha256 } from '../scenario/support.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'races';
const days = Number(process.env['TURNWISE_TEST_DAYS'] ?? 20);

type Race = Behaviour & { readonly bug: Bug };
const races = mutants.filter((each): each is Race => each.bug?.needs === 'meeting');

/** After how many meetings a race was first proven, day by day of another seed; `null`: not on that day. */
async function firstMeetings(race: Race): Promise<readonly (number | null)[]> {
  const file = new URL(`../../scenarios/teeth/${race.bug.of}.yaml`, import.meta.url).pathname;
  const firsts: (number | null)[] = [];
  for (let day = 0; day < days; day++) {
    const options = { env: {}, run: 'simulated', digest: sha256, seed: `${seed}/${day}` };
    const scenario = await loadScenario(file, options);
    const plan = planFor(scenario, sha256);
    const stop = new AbortController().signal;
    const heard = await trySimulated({ scenario, plan, behaviour: race, nodes: 1, stop });
    firsts.push(trialOf(heard, scenario.model).first?.meetings ?? null);
  }
  return firsts;
}

test.each(races)(`after how many meetings the race $name is seen (seed ${seed})`, async (race) => {
  const firsts = await firstMeetings(race);
  const seen = firsts.filter((first) => first !== null).toSorted((a, b) => a - b);
  const median = seen[Math.floor(seen.length / 2)];
  process.stdout.write(
    `${race.name}: seen on ${seen.length} of ${days} days, first after ${seen[0]} to ${seen.at(-1)} meetings, median ${median}\n`,
  );
  expect(seen.length).toBeGreaterThan(0);
});
