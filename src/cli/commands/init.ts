import { Command, Option } from 'commander';
import { ciNames } from '../init/choice.js';

export interface InitFlags {
  readonly ts?: boolean;
  readonly vitest?: boolean;
  readonly jest?: boolean;
  readonly node?: boolean;
  readonly ci?: (typeof ciNames)[number];
  readonly target?: string;
  readonly socketIo?: boolean;
  readonly ws?: boolean;
  readonly gitignore?: boolean;
}

const help = `
Writes turnwise/first.yaml and turnwise/first.test.ts, which run as they are, against a server that comes
with turnwise; their comments say what to change for your own. Nothing is ever overwritten.

Examples:
  turnwise init
  turnwise init --ts --ci github
  turnwise init services/seats --jest --target http://127.0.0.1:3000`;

/** `turnwise init`: a first scenario and its test. */
export function initCommand(): Command {
  return new Command('init')
    .description('write a first scenario and its test, ready to run')
    .argument('[folder]', 'the folder of the project', '.')
    .option('--ts', 'the scenario in TypeScript instead of YAML')
    .addOption(
      new Option('--vitest', 'the test for vitest (default, unless package.json has jest)').conflicts([
        'jest',
        'node',
      ]),
    )
    .addOption(new Option('--jest', 'the test for jest').conflicts(['vitest', 'node']))
    .addOption(new Option('--node', 'the test for node --test').conflicts(['vitest', 'jest']))
    .addOption(new Option('--ci <name>', 'also a workflow that runs it').choices(ciNames))
    .option('--target <url>', 'your server: http(s):// or ws(s)://')
    .addOption(new Option('--socket-io', 'it speaks Socket.IO (default)').conflicts('ws'))
    .addOption(new Option('--ws', 'it speaks WebSocket (default for ws:// and wss://)').conflicts('socketIo'))
    .option('--gitignore', 'also keep runs/ out of git')
    .addHelpText('after', help)
    .action(async (folder: string, flags: InitFlags) =>
      (await import('../actions/init.js')).init(folder, flags),
    );
}
