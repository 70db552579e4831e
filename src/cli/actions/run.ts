import { planFor } from '../../plan-for.js';
import { loadScenario } from '../../scenario/load.js';
import type { RunFlags } from '../commands/run.js';
import { exitCodeOf } from '../exit-codes.js';
import { asProblem, loadOptionsOf, sha256 } from '../options.js';
import { present, runToFolder } from '../run-to-folder.js';
import { runSource } from '../run-source.js';
import { screenOf } from '../screen.js';
import { stopSignals } from '../signals.js';

/** Plays a scenario against its target and sets the exit code. */
export async function run(ref: string, flags: RunFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const scenario = await loadScenario(ref, loadOptionsOf(flags));
  const plan = await asProblem(() => planFor(scenario, sha256));
  const signals = stopSignals((line) => screen.say(line));
  try {
    const source = runSource(ref, flags, scenario.secrets);
    const request = { out: flags.out, trace: flags.trace ?? null, stop: signals.signal, source };
    const finished = await runToFolder(scenario, plan, request, screen);
    present(finished, flags, screen);
    process.exitCode = exitCodeOf(finished.played.report, signals.exitCode());
  } finally {
    signals.close();
  }
}
