import { planFromSteps } from '../plan-from-steps.js';
import type { Plan, Step } from '../plan/plan.js';
import { loadScenario } from '../scenario/load.js';
import { Problem } from '../scenario/problem.js';
import type { Scenario } from '../scenario/scenario.js';
import { sized } from '../shrinking/shrink.js';
import { loadSimulated } from './actions/simulate.js';
import type { ReplayFlags } from './commands/replay.js';
import { sha256 } from '../playing/sha256.js';
import { loadOptionsOf } from './options.js';
import { restoredFlags, type RunSource } from './run-source.js';
import type { ScenarioFlags } from './scenario-flags.js';
import type { StoredPlan } from './stored-plan.js';

/** What is played again. */
export interface Replayed {
  readonly scenario: Scenario;
  readonly plan: Plan;
  /** Where a replay of the replay finds its scenario. */
  readonly source: RunSource;
}

/**
 * The scenario of a stored run, as it was, and its plan step by step.
 * @throws Problem where the scenario is not what it was, and nobody said that this is meant.
 */
export async function replayed(stored: StoredPlan, path: string, flags: ReplayFlags): Promise<Replayed> {
  const { source, played, connectAtUs } = stored;
  if (source === undefined || connectAtUs === undefined)
    throw new Problem('an older version of turnwise wrote this run, and not enough to play it again', {
      file: path,
    });
  const { target, set, envFile } = flags;
  const typed = { target, set, envFile, ...demandFlags(source.flags, flags) };
  const restored = restoredFlags(source.flags, typed);
  const load = (ref: string, with_: RunSource['flags']): Promise<Scenario> =>
    played === 'simulated' ? loadSimulated(ref, with_) : loadReal(ref, with_);
  if (flags.scenario === undefined) mustBeTheSame(await load(source.ref, restored.before), stored, path);
  const ref = flags.scenario ?? source.ref;
  const scenario = peopled(await load(ref, restored.now), stored);
  const idleStay = stored.groups !== undefined;
  const frame = { ...stored, connectAtUs, idleStay, timeoutUs: scenario.timing.timeoutUs };
  const plan = planFromSteps(frame, stepsOf(stored), sha256, stored.hash);
  return { scenario, plan, source: { ref, flags: restored.now } };
}

/** What is typed now is demanded beside what was typed then, or instead of everything. */
function demandFlags(stored: RunSource['flags'], { threshold = [], thresholds }: ReplayFlags) {
  if (thresholds === false) return { threshold, thresholds };
  const before = stored['threshold'];
  return { threshold: [...(Array.isArray(before) ? (before as readonly string[]) : []), ...threshold] };
}

async function loadReal(ref: string, flags: ScenarioFlags & { readonly bug?: string }): Promise<Scenario> {
  const options = loadOptionsOf(flags);
  return loadScenario(ref, flags.bug === undefined ? options : { ...options, bug: flags.bug });
}

function mustBeTheSame({ hash }: Scenario, { scenario, source }: StoredPlan, path: string): void {
  if (hash === scenario.hash) return;
  const ref = source?.ref ?? scenario.name;
  throw new Problem(
    `the scenario ${ref} has changed since this run (then ${short(scenario.hash)}, now ${short(hash)}), so this would be another test; ` +
      `turnwise replay ${path} --scenario ${ref} plays the stored steps with the scenario as it is now, turnwise run ${ref} makes a new plan`,
    { file: path },
  );
}

/** The first so many users and resources: a plan that was made smaller needs no more. */
function peopled(scenario: Scenario, { users, resources }: StoredPlan): Scenario {
  const { userNames, resourceNames } = scenario;
  if (userNames.length < users || resourceNames.length < resources)
    throw new Problem(
      `the stored plan needs ${users} users and ${resources} resources; the scenario has ${userNames.length} and ${resourceNames.length}`,
    );
  return sized(scenario, users, resources);
}

function stepsOf({ steps, phases }: StoredPlan): readonly Step[] {
  return steps.map((step) => ({
    ...step,
    phase:
      step.phase ??
      Math.max(
        0,
        phases.findLastIndex(({ startUs }) => startUs <= step.intendedAtUs),
      ),
  }));
}

function short(hash: string): string {
  return hash.slice(0, 'sha256:'.length + 8);
}
