import { listServers } from '../../servers/list.js';
import { serveByName } from '../../servers/serve-behaviour.js';
import type { ServeFlags } from '../commands/serve.js';
import { asProblem, wholeNumber } from '../options.js';

/** Serves until somebody stops it. */
export async function serve(name: string, flags: ServeFlags): Promise<void> {
  if (flags.list === true) {
    process.stdout.write(listServers());
    return;
  }
  const port = wholeNumber('--port', flags.port, 0);
  const server = await asProblem(() => serveByName({ name, bug: flags.bug ?? null, port, host: flags.host }));
  process.stdout.write(`${server.url}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await server.close();
}
