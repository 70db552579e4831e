import { join } from 'node:path';
import { commandLine } from '../command-line.js';
import type { ReplayFlags } from '../commands/replay.js';
import { exitCodeOf } from '../exit-codes.js';
import { replayed } from '../replayed.js';
import { present, runToFolder } from '../run-to-folder.js';
import { screenOf } from '../screen.js';
import { stopSignals } from '../signals.js';
import { readyWorld, sayWhatIsSimulated, simulateToFolder } from '../simulate-to-folder.js';
import { readStoredPlan } from '../stored-plan.js';

/** Plays the stored plan of a run again and sets the exit code. */
export async function replay(path: string, flags: ReplayFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const stored = readStoredPlan(join(path, 'plan.json'));
  const { scenario, plan, source } = await replayed(stored, path, flags);
  const signals = stopSignals((line) => screen.say(line));
  try {
    const command = commandLine(process.argv.slice(2));
    const request = { out: flags.out, stop: signals.signal, source, command };
    screen.say(`replaying ${path}`);
    if (stored.played === 'simulated') sayWhatIsSimulated(scenario, plan, await readyWorld(scenario), screen);
    const finished =
      stored.played === 'simulated'
        ? await simulateToFolder(scenario, plan, request, screen)
        : await runToFolder(scenario, plan, { ...request, trace: flags.trace ?? null }, screen);
    present(finished, flags, screen);
    process.exitCode = exitCodeOf(finished.played.report, signals.exitCode());
  } finally {
    signals.close();
  }
}
