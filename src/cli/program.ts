import { Command } from 'commander';
import { checkCommand } from './commands/check.js';
import { exportCommand } from './commands/export.js';
import { doctorCommand } from './commands/doctor.js';
import { initCommand } from './commands/init.js';
import { mutantsCommand } from './commands/mutants.js';
import { planCommand } from './commands/plan.js';
import { probeCommand } from './commands/probe.js';
import { replayCommand } from './commands/replay.js';
import { reportCommand } from './commands/report.js';
import { runCommand } from './commands/run.js';
import { schemaCommand } from './commands/schema.js';
import { serveCommand } from './commands/serve.js';
import { simulateCommand } from './commands/simulate.js';
import { version } from './version.js';

const exitCodesHelp = `
Exit codes: 0 pass · 1 the server broke the model, or a threshold failed · 2 inconclusive
            3 bad usage or bad scenario · 4 turnwise itself crashed · 130/143 interrupted, nothing proven

Start here: turnwise run voting`;

/** The command line. Every command says what it does; unknown names are errors with the nearest right one. */
export function program(): Command {
  const top = new Command('turnwise')
    .description('Coordinated-contention tests for real-time servers that say no.')
    .version(version(), '-V, --version')
    .addHelpText('after', exitCodesHelp)
    .showSuggestionAfterError(true)
    .configureHelp({ showGlobalOptions: false })
    .exitOverride();
  const commands = [
    runCommand(),
    planCommand(),
    simulateCommand(),
    mutantsCommand(),
    probeCommand(),
    replayCommand(),
    checkCommand(),
    reportCommand(),
    exportCommand(),
    serveCommand(),
    doctorCommand(),
    initCommand(),
    schemaCommand(),
  ];
  for (const command of commands) top.addCommand(command.copyInheritedSettings(top));
  return top;
}
