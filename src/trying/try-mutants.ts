import type { Behaviour, Bug } from '../behaviours/behaviour.js';
import { behaviours } from '../behaviours/index.js';
import { planFor } from '../plan-for.js';
import type { Digest, Plan } from '../plan/plan.js';
import { nearestName } from '../history/nearest.js';
import type { Scenario } from '../scenario/scenario.js';
import { behaviourOf } from '../servers/catalog.js';
import { nodesFor } from '../playing/simulated-world.js';
import { isOnlySimulated } from './only-simulated.js';
import { staged } from './staged.js';
import { castingOf, type Casting } from '../teeth/casting.js';
import type { Trial } from '../teeth/mutation-report.js';
import type { Tried } from '../teeth/report-of.js';
import { shownOf, type Shown } from '../teeth/shown.js';
import { trialOf, type Heard } from '../teeth/trial.js';
import { needText, whySurvived } from '../teeth/why.js';
import { bugWithSettings } from '../teeth/with-settings.js';
import { remedies, type Remedies } from './try-remedies.js';
import type { Try } from './try-simulated.js';

/** What is to be tried. */
export interface MutantsSpec {
  readonly scenario: Scenario;
  /** How many seeds a mutant that survives is tried with. */
  readonly repeat: number;
  /** Names of mutants, with or without that of their server; `null`: all. */
  readonly only: readonly string[] | null;
}

/** How it is tried. */
export interface MutantsPorts {
  readonly digest: () => Digest;
  /** The same scenario with another seed. */
  readonly seeded: (seed: string) => Promise<Scenario>;
  readonly play: (attempt: Try) => Promise<Heard>;
  /** Why a mutant cannot be played where it is tried; `null`: it can. */
  readonly refusal: (bug: Bug) => string | null;
  /** Told before each play, and while a change that would kill a survivor is looked for. */
  readonly tell: (line: string) => void;
  readonly stop: AbortSignal;
  /** Whether it is played over sockets, where nothing is cut or restarted; absent: in virtual time. */
  readonly isLive?: boolean;
  /** Whether a change is looked for that kills who survives; absent: it is. */
  readonly advises?: boolean;
}

/** What came of it. */
export interface MutantsTried {
  readonly casting: Casting;
  /** Plays of the correct server: when one of them was accused, no mutant was played after it. */
  readonly controls: readonly Trial[];
  readonly tried: readonly Tried[];
}

/** The mutants of the server that plays in a scenario, and who plays it. @throws RangeError where there are none, or not those. */
export function mutantsFor(
  scenario: Scenario,
  only: readonly string[] | null,
): { readonly casting: Casting; readonly mutants: readonly Mutant[] } {
  const casting = castingOf(scenario);
  behaviourOf(casting.server, null);
  const all = behaviours.filter((behaviour): behaviour is Mutant => behaviour.bug?.of === casting.server);
  if (all.length === 0) throw new RangeError(`no bugs are known of the server "${casting.server}"`);
  if (only === null) return { casting, mutants: all };
  const names = all.map(({ bug }) => bug.name);
  const wanted = only.map((name) => name.replace(`${casting.server}/`, ''));
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = nearestName(unknown, names);
    const hint = near === null ? `it has: ${names.join(', ')}` : `did you mean "${near}"?`;
    throw new RangeError(`the server "${casting.server}" has no bug "${unknown}"; ${hint}`);
  }
  return { casting, mutants: all.filter(({ bug }) => wanted.includes(bug.name)) };
}

type Mutant = Behaviour & { readonly bug: Bug };

/**
 * Plays a scenario against every known bug of its kind of server: each until it is proven wrong, at most
 * with `repeat` seeds, and before the first with a seed the correct server, which must not be accused. For
 * who survives it looks for a change that kills, by playing it. When it is stopped, or the correct server
 * was accused, the rest is not played.
 *
 * @throws RangeError where there is nothing to try, or no plan can be made.
 */
export async function tryMutants(spec: MutantsSpec, ports: MutantsPorts): Promise<MutantsTried> {
  const { casting, mutants } = mutantsFor(spec.scenario, spec.only);
  const stage = stageOf(spec, casting, ports);
  const cure = remedies(ports);
  const tried: Tried[] = [];
  for (const [index, mutant] of mutants.entries()) {
    const count = `${index + 1} of ${mutants.length}`;
    tried.push(await triedOne(mutant, count, { spec, casting, ports, stage, cure }));
  }
  return { casting, controls: stage.controls(), tried };
}

interface Trying {
  readonly spec: MutantsSpec;
  readonly casting: Casting;
  readonly ports: MutantsPorts;
  readonly stage: Stage;
  readonly cure: Remedies;
}

async function triedOne(mutant: Mutant, count: string, trying: Trying): Promise<Tried> {
  const { spec, casting, ports, stage } = trying;
  const { name } = mutant;
  const bug = bugWithSettings(mutant.bug, { ...mutant.defaults, ...casting.settings });
  const base = { name, bug, trials: [], why: null, change: null, onlySimulated: false };
  const nodes = nodesFor(mutant, 1);
  const refusal = ports.refusal(bug);
  if (refusal !== null) return { ...base, notPlayed: refusal };
  const trials: Trial[] = [];
  let shown: Shown | null = null;
  let onlySimulated = false;
  const seeds = bug.needs === 'exact-time' ? 1 : spec.repeat;
  for (let number = 1; number <= seeds && trials.every(({ first }) => first === null); number++) {
    const set = await stage.setFor(number);
    ports.tell(`${count}: ${name}${seeds === 1 ? '' : `, seed ${set.scenario.seed}`}`);
    const control = await stage.control(set, nodes);
    if (control === null) return { ...base, trials, notPlayed: stage.whyNot() };
    shown ??= control;
    const attempt = { ...set, behaviour: mutant, nodes, stop: ports.stop };
    const heard = await ports.play(attempt);
    if (ports.stop.aborted) return { ...base, trials, notPlayed: stage.whyNot() };
    const trial = trialOf(heard, set.scenario.model);
    trials.push(trial);
    if (trial.first !== null && ports.isLive !== true)
      onlySimulated = await isOnlySimulated(bug, attempt, ports.play);
  }
  const tried = { ...base, trials, notPlayed: null, onlySimulated };
  const isKilled = trials.some(({ first }) => first !== null);
  if (isKilled || shown === null) return tried;
  if (bug.needs === 'exact-time') return { ...tried, why: needText(bug) };
  const why = whySurvived(bug, trials, shown);
  if (ports.advises === false) return { ...tried, why };
  ports.tell(`${count}: ${name} survived; looking for a change that kills it`);
  const { scenario, plan } = await stage.setFor(1);
  const change = await trying.cure.changeFor(mutant, scenario, plan, spec.scenario.wire);
  return { ...tried, why, change };
}

/** A scenario with a seed, staged, and its plan. */
interface Seeded {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

interface Stage {
  setFor(number: number): Promise<Seeded>;
  /** What the correct server shows with it; `null` when it was accused, now or before, or it was stopped. */
  control(set: Seeded, nodes: number): Promise<Shown | null>;
  controls(): readonly Trial[];
  whyNot(): string;
}

function stageOf({ scenario }: MutantsSpec, casting: Casting, ports: MutantsPorts): Stage {
  const sets = new Map<number, Seeded>();
  const shows = new Map<string, Shown>();
  const controls: Trial[] = [];
  const isAccused = (): boolean => controls.some(({ first }) => first !== null);
  const behaviour = behaviourOf(casting.server, null);
  return {
    async setFor(number) {
      const known = sets.get(number);
      if (known !== undefined) return known;
      const written = number === 1 ? scenario : await ports.seeded(`${scenario.seed}/${number}`);
      const ready = staged(written, casting);
      const set = { scenario: ready, plan: planFor(ready, ports.digest) };
      sets.set(number, set);
      return set;
    },
    async control(set, nodes) {
      if (isAccused() || ports.stop.aborted) return null;
      const name = `${nodes} ${set.scenario.seed}`;
      const known = shows.get(name);
      if (known !== undefined) return known;
      const heard = await ports.play({ ...set, behaviour, nodes, stop: ports.stop });
      if (ports.stop.aborted) return null;
      const trial = trialOf(heard, set.scenario.model);
      controls.push(trial);
      if (trial.first !== null) return null;
      const { network, server } = set.scenario.simulation;
      const others = { cuts: network.cuts.length, restarts: server.restarts.length };
      const shown = shownOf(heard.history, set.scenario.model, { ...trial, ...others });
      shows.set(name, shown);
      return shown;
    },
    controls: () => controls,
    whyNot: () => (isAccused() ? 'the correct server itself was accused' : 'it was stopped before'),
  };
}
