import { Command } from 'commander';
import { collect } from '../collect.js';

export interface ServeFlags {
  readonly port: string;
  readonly host: string;
  readonly bug?: string;
  readonly setting?: readonly string[];
  readonly nodes?: string;
  readonly store?: string;
  readonly list?: boolean;
  readonly bugs?: boolean;
  readonly json?: boolean;
}

/** `turnwise serve [name]`: a reference server, the server of a shipped system or a server module of one's own. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('start a reference server, or that of a shipped system; prints one line with its URL')
    .argument(
      '[name]',
      'a reference server, a system such as sales, or a file with a server module; default arena',
    )
    .option('--port <n>', '0 takes a free one', '0')
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--bug <name>', 'with this known bug')
    .option(
      '--setting <name=value>',
      'a setting of the server, e.g. cooldownMs=300; may be repeated',
      collect,
    )
    .option('--nodes <n>', 'processes behind its one address; default 1, or what a server module says')
    .option('--store <url>', 'the Redis that it uses, e.g. redis://127.0.0.1:6379; `start` starts one for it')
    .option('--list', 'the servers, a line each; with a name: its settings and its bugs')
    .option('--bugs', 'with --list: the settings and the bugs of all of them')
    .option('--json', 'with --list: for programs')
    .action(async (name: string | undefined, flags: ServeFlags) =>
      (await import('../actions/serve.js')).serve(name, flags),
    );
}
