import type { ProbeSpec } from '../../probe/contract.js';
import { requestOf } from '../../playing/play.js';
import { firstKindOf } from '../../probing/played-round.js';
import { simulatedStage } from '../../probing/simulated-stage.js';
import { liveStage, type Stage } from '../../probing/stage.js';
import { countText, durationText } from '../../report/words.js';
import { monotonicClock, type Clock } from '../../runtime/clock.js';
import { loadScenario, type LoadOptions } from '../../scenario/load.js';
import { redact } from '../../scenario/redact.js';
import type { Scenario } from '../../scenario/scenario.js';
import { startWorld } from '../../playing/started-world.js';
import { commandLine } from '../command-line.js';
import type { ProbeFlags } from '../commands/probe.js';
import { withHooks } from '../../playing/hooks.js';
import { roundTripUsOf } from '../../playing/margin.js';
import { roundTripsUs } from '../../playing/measured-margin.js';
import { asProblem } from '../../playing/as-problem.js';
import { loadOptionsOf } from '../options.js';
import { nextSteps } from '../probe-next.js';
import { probeExitCode, probeJson, type ProbeReport } from '../probe-report.js';
import { flagUs, probeLimitsOf, probeSpecOf, usualRoundTripUs } from '../probe-spec.js';
import { probeText } from '../probe-text.js';
import { probeToFolder } from '../probe-to-folder.js';
import { makeRunFolder, type RunFolder } from '../run-folder.js';
import { screenOf, type Screen } from '../screen.js';
import { stopSignals } from '../signals.js';
import { readyWorld } from '../../playing/ready-world.js';
import { readyTarget, transportFor } from '../../playing/target.js';
import { environmentOf } from '../version.js';
import { loadSimulated } from './simulate.js';

/** A probe that is over and written down. */
interface Finished {
  readonly scenario: Scenario;
  readonly report: ProbeReport;
  readonly folder: RunFolder;
}

/** Where a probe is played, and how long an answer takes there. */
interface Scene {
  readonly stage: Stage;
  readonly roundTripUs: number;
  /** In words: what is probed. */
  readonly target: string;
}

/** Probes the target of a scenario and sets the exit code. */
export async function probe(ref: string, flags: ProbeFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const signals = stopSignals((line) => screen.say(line));
  try {
    const play = flags.simulate === true ? simulatedProbe : liveProbe;
    const { scenario, report, folder } = await play(ref, flags, screen, signals.signal);
    const next = nextSteps(report, scenario, { ref, flags, folder: folder.path });
    screen.print(flags.json === true ? probeJson(report) : probeText(report, next, screen.paint));
    screen.say(`written to ${folder.path}`);
    process.exitCode = probeExitCode(report, signals.exitCode());
  } finally {
    signals.close();
  }
}

async function simulatedProbe(
  ref: string,
  flags: ProbeFlags,
  screen: Screen,
  stop: AbortSignal,
): Promise<Finished> {
  const scenario = await loadSimulated(ref, flags);
  const limits = probeLimitsOf(scenario, flags);
  const world = await readyWorld(scenario);
  const roundTripUs = flagUs('--rtt', flags.rtt) ?? Math.max(1000, roundTripUsOf(world.network));
  const server = world.isOwn === true ? world.behaviour.describe : world.behaviour.name;
  const scene = {
    stage: simulatedStage(scenario, await asProblem(() => startWorld(world))),
    roundTripUs,
    target: `${server} in virtual time`,
  };
  return played(scenario, probeSpecOf(scenario, limits, roundTripUs), scene, { flags, stop, screen });
}

async function liveProbe(
  ref: string,
  flags: ProbeFlags,
  screen: Screen,
  stop: AbortSignal,
): Promise<Finished> {
  const scenario = await loadLive(ref, flags);
  const limits = probeLimitsOf(scenario, flags);
  const pinnedUs = flagUs('--rtt', flags.rtt);
  const target = await readyTarget(scenario);
  try {
    return await withHooks(scenario, target.url, async () => {
      const roundTripUs = pinnedUs ?? (await measuredUs(scenario, target.url, screen));
      const clock = monotonicClock();
      const transport = () => transportFor(scenario);
      const stage = liveStage(scenario, { clock, url: target.url, transport });
      const scene = { stage, roundTripUs, target: target.describe };
      return played(scenario, probeSpecOf(scenario, limits, roundTripUs), scene, { flags, stop, screen });
    });
  } finally {
    await target.stop();
  }
}

/** No plan of the scenario's own is played, so whatever its margin is, it needs no measuring. */
async function loadLive(ref: string, flags: ProbeFlags): Promise<Scenario> {
  const typed = loadOptionsOf({ ...flags, thresholds: false });
  const options: LoadOptions = flags.bug === undefined ? typed : { ...typed, bug: flags.bug };
  const loaded = await loadScenario(ref, options);
  if (loaded.margin === 'pinned' || loaded.marginUs === null) return loaded;
  return loadScenario(ref, { ...options, run: loaded.run, marginUs: loaded.marginUs });
}

/** What an answer is thought to take where that could not be measured. */
const assumedUs = 20_000;

async function measuredUs(scenario: Scenario, url: string, screen: Screen): Promise<number> {
  const transport = transportFor(scenario);
  try {
    const seen = await roundTripsUs(transport, requestOf(scenario, url, 0));
    return usualRoundTripUs(seen);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const then = `so it is taken for ${durationText(assumedUs)}; --rtt pins it`;
    screen.say(redact(`warning: the round trip could not be measured (${why}), ${then}`, scenario.secrets));
    return assumedUs;
  } finally {
    await transport.close();
  }
}

interface Request {
  readonly flags: ProbeFlags;
  readonly stop: AbortSignal;
  readonly screen: Screen;
}

async function played(
  scenario: Scenario,
  spec: ProbeSpec,
  { stage, target }: Scene,
  { flags, stop, screen }: Request,
): Promise<Finished> {
  const clock: Clock = monotonicClock();
  const startedAtMs = clock.wallMs();
  const clean = (text: string): string => redact(text, scenario.secrets);
  const notes = notesOf(scenario);
  for (const line of headLines(scenario, spec, target, notes)) screen.say(clean(line));
  const folder = makeRunFolder(flags.out, scenario.name, startedAtMs, clean(`${scenario.seed}-probe`));
  const facts = {
    command: clean(commandOf(scenario, spec, process.argv.slice(2))),
    environment: environmentOf(startedAtMs),
    target,
    notes,
  };
  const report = await probeToFolder(scenario, spec, stage, { facts, stop, folder }, screen);
  return { scenario, report, folder };
}

function headLines(
  { name, seed }: Scenario,
  { users, resources, roundTripUs, longestUs, budget }: ProbeSpec,
  target: string,
  notes: readonly string[],
): readonly string[] {
  return [
    `turnwise probe ${name} · seed ${seed}`,
    `against ${target}`,
    `${users} users, ${resources} resources, round trip ${durationText(roundTripUs)}`,
    `limits of up to ${durationText(longestUs)}, at most ${countText(budget.actions)} actions in ${durationText(budget.timeUs)}`,
    ...notes.map((note) => `warning: ${note}`),
  ];
}

/** What must be known before the findings are believed. */
function notesOf(scenario: Scenario): readonly string[] {
  const { assumptions, transport, notes, phases } = scenario;
  const kinds = new Set(phases.flatMap(({ acts = [] }) => acts));
  return [
    ...(transport.tls.insecure ? ['INSECURE: the certificate of the server was not checked'] : []),
    ...notes,
    ...(assumptions.exclusive
      ? []
      : ['others use the same keys: their refusals are taken for those of the limit']),
    ...(kinds.size > 1 ? [`of ${kinds.size} kinds of action only '${firstKindOf(scenario)}' is probed`] : []),
  ];
}

/** The command that asks the same questions again: the seed, and the round trip, which was measured. */
function commandOf({ seed }: Scenario, { roundTripUs }: ProbeSpec, argv: readonly string[]): string {
  const typed = (flag: string): boolean => argv.some((word) => word === flag || word.startsWith(`${flag}=`));
  const words = [
    ...argv,
    ...(typed('--seed') ? [] : ['--seed', seed]),
    ...(typed('--rtt') ? [] : ['--rtt', `${roundTripUs / 1000}ms`]),
  ];
  return commandLine(words);
}
