import { settingsOf } from '../../behaviours/settings.js';
import { planFor } from '../../plan-for.js';
import { reporters } from '../../reporters/index.js';
import { loadScenario } from '../../scenario/load.js';
import { Problem } from '../../scenario/problem.js';
import { redact } from '../../scenario/redact.js';
import { behaviourOf } from '../../servers/catalog.js';
import { simulate } from '../../simulate.js';
import { commandOf } from '../command-line.js';
import { exitCodeOf } from '../exit-codes.js';
import type { SimulateFlags } from '../commands/simulate.js';
import { asProblem, loadOptionsOf, sha256 } from '../options.js';
import { screenOf } from '../screen.js';
import { stopSignals } from '../signals.js';
import { environmentOf } from '../version.js';

/** One way through the simulated network: a millisecond or two, with a tail. */
const network = {
  up: { kind: 'exponential', floorUs: 500, meanUs: 500 },
  down: { kind: 'exponential', floorUs: 500, meanUs: 500 },
} as const;

/** Plays a scenario in virtual time and sets the exit code. */
export async function simulateScenario(ref: string, flags: SimulateFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const options = loadOptionsOf(flags);
  const scenario = await loadScenario(
    ref,
    flags.bug === undefined ? options : { ...options, bug: flags.bug },
  );
  const { target } = scenario;
  if (target.kind !== 'embedded') {
    const advice =
      flags.target === undefined ? 'add --target arena (the scenario names a URL)' : 'leave --target away';
    throw new Problem(`simulate plays against a reference server, not against a URL; ${advice}`);
  }
  const plan = await asProblem(() => planFor(scenario, sha256));
  const behaviour = await asProblem(() => behaviourOf(target.server, target.bug));
  await asProblem(() => settingsOf(behaviour, target.settings));
  const command = redact(commandOf(scenario, process.argv.slice(2)), scenario.secrets);
  const signals = stopSignals((line) => screen.say(line));
  try {
    const { report } = await simulate(
      scenario,
      plan,
      { behaviour, network, server: { settings: target.settings }, seed: scenario.seed },
      { stop: signals.signal, watch: () => {} },
      { command, environment: environmentOf(0), notes: scenario.notes },
    );
    const text =
      flags.json === true
        ? reporters.json.render(report)
        : reporters.terminal.render(report, { paint: screen.paint });
    screen.print(text);
    process.exitCode = exitCodeOf(report, signals.exitCode());
  } finally {
    signals.close();
  }
}
