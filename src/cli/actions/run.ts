import { planFor } from '../../plan-for.js';
import { loadScenario } from '../../scenario/load.js';
import { redact } from '../../scenario/redact.js';
import type { Scenario } from '../../scenario/scenario.js';
import { compareWith, type Compare } from '../baseline.js';
import { commandOf, commandOfPlay } from '../command-line.js';
import type { RunFlags } from '../commands/run.js';
import { marginFlag } from '../../playing/margin.js';
import { metricsFor } from '../metrics-flags.js';
import type { MetricsServer } from '../metrics-server.js';
import { monotonicClock } from '../../runtime/clock.js';
import { measuredMarginUs } from '../../playing/measured-margin.js';
import { asProblem } from '../../playing/as-problem.js';
import { sha256 } from '../../playing/sha256.js';
import { loadOptionsOf } from '../options.js';
import { playCountOf } from '../repeat-flag.js';
import { playAndReport } from '../repeat-report.js';
import type { Turn } from '../repeat.js';
import { underSeed, withUsedKeys } from '../repeat-scenario.js';
import { runToFolder, type Finished } from '../run-to-folder.js';
import { runSource } from '../run-source.js';
import { screenOf, type Screen } from '../screen.js';
import { stopSignals } from '../signals.js';

/** Plays a scenario against its target, as often as asked for, and sets the exit code. */
export async function run(ref: string, flags: RunFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const count = playCountOf(flags);
  const compare = compareWith(flags);
  const written = await loadScenario(ref, loadOptionsOf(flags));
  const signals = stopSignals((line) => screen.say(line));
  let metrics: MetricsServer | null = null;
  try {
    metrics = await metricsFor(flags, monotonicClock());
    const clean = (line: string): void => screen.say(redact(line, written.secrets));
    const marginUs = written.margin === 'pinned' ? null : await marginUsFor(written, clean);
    const pinned = marginUs === null ? flags : { ...flags, margin: marginFlag(marginUs) };
    const first = marginUs === null ? written : await loadPinned(ref, pinned, marginUs);
    const series = { count, seed: first.seed, stop: signals.signal, command: commandOfAll(first) };
    const play = playOf(ref, pinned, { first, marginUs, stop: signals.signal, metrics, compare });
    process.exitCode = await playAndReport(series, flags, screen, {
      play,
      interruptedBy: () => signals.exitCode(),
    });
  } finally {
    await metrics?.close();
    signals.close();
  }
}

/** What the plays of a run have in common. */
interface Common {
  readonly first: Scenario;
  readonly marginUs: number | null;
  readonly stop: AbortSignal;
  readonly metrics: MetricsServer | null;
  readonly compare: Compare;
}

function playOf(ref: string, flags: RunFlags, { first, marginUs, stop, metrics, compare }: Common) {
  return async ({ number, seed }: Turn, screen: Screen): Promise<Finished> => {
    const again = number === 1 ? flags : { ...flags, seed };
    const load = (other?: string): Promise<Scenario> =>
      loadPinned(ref, other === undefined ? flags : { ...flags, seed: other }, marginUs);
    const scenario = number === 1 ? first : withUsedKeys(await underSeed(seed, first, load), first);
    const plan = await asProblem(() => planFor(scenario, sha256));
    const source = runSource(ref, again, scenario.secrets);
    const command = commandOfPlay(scenario, process.argv.slice(2));
    return runToFolder(
      scenario,
      plan,
      { out: flags.out, trace: flags.trace ?? null, stop, source, command, metrics, compare },
      screen,
    );
  };
}

/** A margin that was measured is the same in every play. */
function loadPinned(ref: string, flags: RunFlags, marginUs: number | null): Promise<Scenario> {
  const options = loadOptionsOf(flags);
  return loadScenario(ref, marginUs === null ? options : { ...options, marginUs });
}

function commandOfAll(scenario: Scenario): string {
  return redact(commandOf(scenario, process.argv.slice(2)), scenario.secrets);
}

/** The plan of the assumed margin must be sound before a server is bothered. */
async function marginUsFor(scenario: Scenario, say: (line: string) => void): Promise<number | null> {
  const plan = await asProblem(() => planFor(scenario, sha256));
  return measuredMarginUs(scenario, plan, say);
}
