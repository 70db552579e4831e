import { listServers } from '../../servers/list.js';
import { serveByName, type RunningServer } from '../../servers/serve-behaviour.js';
import { Problem } from '../../scenario/problem.js';
import type { ServeFlags } from '../commands/serve.js';
import { asProblem, wholeNumber } from '../options.js';
import { whenParentGoes } from '../parent.js';

const portMax = 65_535;

/** Serves until somebody stops it. */
export async function serve(name: string, flags: ServeFlags): Promise<void> {
  if (flags.list === true) {
    process.stdout.write(listServers());
    return;
  }
  const server = await listening(name, flags);
  process.stdout.write(`${server.url}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    whenParentGoes(process.env, resolve);
  });
  await server.close();
}

async function listening(name: string, flags: ServeFlags): Promise<RunningServer> {
  const { host, bug = null } = flags;
  const port = wholeNumber('--port', flags.port, 0, portMax);
  const settings = Object.fromEntries((flags.setting ?? []).map(settingOf));
  try {
    return await asProblem(() => serveByName({ name, bug, port, host, settings }));
  } catch (error) {
    throw listenProblem(error, port, host) ?? error;
  }
}

function settingOf(text: string): [name: string, value: number] {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (value.trim() !== '' && Number.isFinite(Number(value))) return [name.trim(), Number(value)];
  throw new Problem(`--setting takes name=value with a number, e.g. cooldownMs=300, not '${text}'`);
}

/** What the system says of a port that cannot be had is about the flags; `null` for anything else. */
function listenProblem(error: unknown, port: number, host: string): Problem | null {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return null;
  if (error.code === 'EADDRINUSE')
    return new Problem(`port ${port} on ${host} is taken; --port 0 takes a free one`);
  if (error.code === 'EACCES')
    return new Problem(`port ${port} on ${host} is not allowed to this user; --port 0 takes a free one`);
  if (error.code === 'EADDRNOTAVAIL') return new Problem(`--host ${host}: this machine has no such address`);
  if (error.syscall === 'getaddrinfo') return new Problem(`--host ${host}: no address is known by this name`);
  return error.syscall === 'listen'
    ? new Problem(`cannot listen on port ${port} of ${host} (${String(error.code)})`)
    : null;
}
