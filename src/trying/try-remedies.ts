import type { Behaviour, Bug } from '../behaviours/behaviour.js';
import { planIfAny } from '../plan-for.js';
import { patched } from './patched.js';
import type { Digest, Plan } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { behaviourOf } from '../servers/catalog.js';
import { nodesFor } from '../playing/simulated-world.js';
import type { Change } from '../teeth/mutation-report.js';
import { changeOf, type Patch } from '../teeth/patch.js';
import { remediesFor, type Patient } from '../teeth/remedies.js';
import { trialOf } from '../teeth/trial.js';
import { trySimulated } from './try-simulated.js';
import type { Wire } from '../wires/wire.js';

/** Finds what would kill a mutant, by killing it. */
export interface Remedies {
  /** `null` where nothing that was tried kills it. */
  changeFor(
    mutant: Behaviour & { readonly bug: Bug },
    scenario: Scenario,
    plan: Plan,
    /** That of the scenario itself, which a change must suit. */
    wire: Wire,
  ): Promise<Change | null>;
}

export interface RemedyPorts {
  readonly digest: () => Digest;
  readonly stop: AbortSignal;
}

/** So many changes are played for one mutant, and none with a plan longer than this. */
const triesMost = 14;
const actionsMost = 6000;
/** The least round trip that plans of ours leave room for. */
const marginUsLeast = 20_000;

/** What killed one may kill the next, and one change is easier to make than two: those are tried first. */
export function remedies(ports: RemedyPorts): Remedies {
  const known: Patch[] = [];
  return {
    async changeFor(mutant, scenario, plan, wire) {
      const patient = patientOf(mutant, scenario, plan);
      const patches = unique([...known, ...remediesFor(mutant.bug, patient)]);
      for (const patch of patches.slice(0, triesMost)) {
        if (ports.stop.aborted) return null;
        const killing = await killingOf(mutant, scenario, patch, ports);
        if (killing === null) continue;
        known.push(killing.patch);
        return changeOf(killing.patch, killing.after, saysKinds(wire));
      }
      return null;
    },
  };
}

/** A change that kills, and after how many actions. */
interface Killing {
  readonly patch: Patch;
  readonly after: number;
}

/**
 * Whether a changed scenario kills; `null`: it does not. A phase that does not kill by itself is not played
 * behind all others; one that does, but not there, is played before them.
 */
async function killingOf(
  mutant: Behaviour,
  scenario: Scenario,
  patch: Patch,
  ports: RemedyPorts,
): Promise<Killing | null> {
  const isTimed = patch.cutsMs !== undefined || patch.restartsMs !== undefined;
  const alone = patched({ ...scenario, phases: [] }, patch);
  if (patch.phase !== undefined && !isTimed && (await killedBy(mutant, alone, ports)) === null) return null;
  for (const place of isTimed ? [patch.place] : [patch.place, 'first' as const]) {
    const placed = { ...patch, place };
    const after = await killedBy(mutant, patched(scenario, placed), ports);
    if (after !== null) return { patch: placed, after };
  }
  return null;
}

/** Whether the server is told what kind of action it is asked for. */
function saysKinds(wire: Wire): boolean {
  const request = { id: 1, user: 'u', resource: 'r', step: 0, phase: 'p' };
  const [one, other] = ['acquire', 'release'].map((action) => wire.encode({ ...request, action }));
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** After how many actions; `null`: not at all, or no plan can be made of it. */
async function killedBy(
  mutant: Behaviour,
  scenario: Scenario,
  { digest, stop }: RemedyPorts,
): Promise<number | null> {
  const plan = planIfAny(scenario, digest);
  if (plan === null || plan.header.actions > actionsMost) return null;
  const nodes = nodesFor(mutant, 1);
  const { first } = trialOf(
    await trySimulated({ scenario, plan, behaviour: mutant, nodes, stop }),
    scenario.model,
  );
  return stop.aborted ? null : (first?.actions ?? null);
}

function patientOf(mutant: Behaviour & { readonly bug: Bug }, scenario: Scenario, plan: Plan): Patient {
  const correct = behaviourOf(mutant.bug.of, null);
  const wrongness = Object.entries(mutant.defaults).filter(
    ([name]) => !Object.hasOwn(correct.defaults, name),
  );
  const { phases, timing } = scenario;
  return {
    model: scenario.model,
    users: scenario.userNames.length,
    resources: scenario.resourceNames.length,
    marginUs: Math.max(marginUsLeast, ...phases.map(({ pacing }) => pacing.marginUs)),
    endsUs: timing.connectOverUs + plan.header.durationUs,
    phaseNames: phases.map(({ name }) => name),
    wrongness: Object.fromEntries(wrongness),
    mayAddUsers: Object.keys(scenario.userColumns).length === 0,
  };
}

function unique(patches: readonly Patch[]): readonly Patch[] {
  const seen = new Map(patches.map((patch) => [JSON.stringify(patch), patch]));
  return [...seen.values()];
}
