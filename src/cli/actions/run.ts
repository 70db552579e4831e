import { planFor } from '../../plan-for.js';
import { loadScenario } from '../../scenario/load.js';
import { redact } from '../../scenario/redact.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { RunFlags } from '../commands/run.js';
import { exitCodeOf } from '../exit-codes.js';
import { marginFlag } from '../margin.js';
import { measuredMarginUs } from '../measured-margin.js';
import { asProblem, loadOptionsOf, sha256 } from '../options.js';
import { present, runToFolder } from '../run-to-folder.js';
import { runSource } from '../run-source.js';
import { screenOf } from '../screen.js';
import { stopSignals } from '../signals.js';

/** Plays a scenario against its target and sets the exit code. */
export async function run(ref: string, flags: RunFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const options = loadOptionsOf(flags);
  const written = await loadScenario(ref, options);
  const signals = stopSignals((line) => screen.say(line));
  try {
    const clean = (line: string): void => screen.say(redact(line, written.secrets));
    const marginUs = written.margin === 'pinned' ? null : await marginUsFor(written, clean);
    const scenario = marginUs === null ? written : await loadScenario(ref, { ...options, marginUs });
    const plan = await asProblem(() => planFor(scenario, sha256));
    const pinned = marginUs === null ? flags : { ...flags, margin: marginFlag(marginUs) };
    const source = runSource(ref, pinned, scenario.secrets);
    const request = { out: flags.out, trace: flags.trace ?? null, stop: signals.signal, source };
    const finished = await runToFolder(scenario, plan, request, screen);
    present(finished, flags, screen);
    process.exitCode = exitCodeOf(finished.played.report, signals.exitCode());
  } finally {
    signals.close();
  }
}

/** The plan of the assumed margin must be sound before a server is bothered. */
async function marginUsFor(scenario: Scenario, say: (line: string) => void): Promise<number | null> {
  const plan = await asProblem(() => planFor(scenario, sha256));
  return measuredMarginUs(scenario, plan, say);
}
