import { behaviourOf } from '../../servers/catalog.js';
import { listServer, listServers, listServersAsJson, listServersBriefly } from '../../servers/list.js';
import type { RunningServer } from '../../servers/serve-behaviour.js';
import { serveByName } from '../../servers/serve-by-name.js';
import { startRedis } from '../../servers/redis-process.js';
import { Problem } from '../../scenario/problem.js';
import type { ServeFlags } from '../commands/serve.js';
import { handOverSignals } from '../early-signals.js';
import { exitCodes } from '../exit-codes.js';
import { listenProblem } from '../listen-problem.js';
import { asProblem } from '../../playing/as-problem.js';
import { wholeNumber } from '../options.js';
import { moduleFileFor, serveModule, systems, type Served } from '../served.js';
import { whenParentGoes } from '../parent.js';

const portMax = 65_535;

/** Serves until somebody stops it, or it cannot go on. */
export async function serve(name: string | undefined, flags: ServeFlags): Promise<void> {
  if (flags.list === true) {
    process.stdout.write(await listed(name, flags));
    return;
  }
  if (flags.json === true) throw new Problem('--json is for --list');
  if (flags.bugs === true) throw new Problem('--bugs is for --list; --bug NAME serves with one');
  const server = await listening(name ?? 'arena', flags);
  process.stdout.write(`${server.url}\n`);
  const stopped = new Promise<null>((resolve) => {
    process.once('SIGINT', () => resolve(null));
    process.once('SIGTERM', () => resolve(null));
    handOverSignals();
    whenParentGoes(process.env, () => resolve(null));
  });
  const broken = await Promise.race([stopped, server.broken]);
  await server.close();
  if (broken === null) return;
  process.stderr.write(`turnwise: ${broken}\n`);
  process.exitCode = exitCodes.crash;
}

async function listed(name: string | undefined, { json, bugs }: ServeFlags): Promise<string> {
  const known = name === undefined || json === true ? null : listServer(name);
  if (known !== null) return known;
  // Those of systems say themselves what they are, each in a process of its own, which takes a while.
  const shipped = await systems();
  if (json === true) return listServersAsJson(shipped);
  if (name === undefined) return bugs === true ? listServers(shipped) : listServersBriefly(shipped);
  const one = listServer(name, shipped);
  if (one === null) throw new Problem(`--list: there is no server ${name}; serve --list names all of them`);
  return one;
}

async function listening(name: string, flags: ServeFlags): Promise<RunningServer> {
  const { host, bug = null, store = null } = flags;
  const port = wholeNumber('--port', flags.port, 0, portMax);
  const nodes = flags.nodes === undefined ? undefined : wholeNumber('--nodes', flags.nodes, 1);
  const settings = Object.fromEntries((flags.setting ?? []).map(settingOf));
  const served = { name, bug, port, host, settings, nodes, store };
  const file = moduleFileFor(name);
  try {
    return file === null ? await serveReference(served) : await serveModule(file, served);
  } catch (error) {
    throw listenProblem(error, { port, host, portFlag: '--port', hostFlag: '--host' }) ?? error;
  }
}

/** In this process, or with several nodes in processes that it watches. */
async function serveReference({ nodes = 1, store, ...rest }: Served): Promise<RunningServer> {
  const redis = store === 'start' ? await startRedis() : null;
  try {
    const server = await asProblem(() => serveByName({ ...rest, nodes, store: redis?.url ?? store }));
    sayWhatIsMissing(rest.name, rest.bug, nodes);
    const close = async (): Promise<void> => {
      await server.close();
      await redis?.stop();
    };
    return { ...server, close };
  } catch (error) {
    await redis?.stop();
    throw error;
  }
}

/** A bug that nobody can see here would look like a correct server. */
function sayWhatIsMissing(name: string, bug: string | null, nodes: number): void {
  if (nodes > 1 || behaviourOf(name, bug).bug?.needs !== 'nodes') return;
  process.stderr.write(`turnwise: the bug ${bug} shows with several nodes only: --nodes 2 --store start\n`);
}

function settingOf(text: string): [name: string, value: number] {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (value.trim() !== '' && Number.isFinite(Number(value))) return [name.trim(), Number(value)];
  throw new Problem(`--setting takes name=value with a number, e.g. cooldownMs=300, not '${text}'`);
}
