import { endsWithParent } from './child-life.js';
import { factsOf, loadedModule, moduleError } from './loaded-module.js';
import type { ModuleFacts, StartedServer } from './module.js';
import { moduleVariable, type ModuleFile, type ModuleOrder, type ModuleReply } from './module-order.js';
import { failureOf, type NodeFailure } from './node-order.js';
import { turnFront } from './turn-front.js';

// The process of a server module; see `ModuleOrder`.

const order = JSON.parse(process.env[moduleVariable] ?? '') as ModuleOrder;
delete process.env[moduleVariable];

// Standard output belongs to the one line; what a module prints is for people.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
let hasReplied = false;

function reply(words: ModuleReply, then?: () => void): void {
  if (hasReplied) return;
  hasReplied = true;
  print(`${JSON.stringify(words)}\n`, then);
}

function fail(error: unknown): void {
  reply({ failure: failureOf(error) }, () => process.exit(1));
}

let started: StartedServer | null = null;
endsWithParent(() => Promise.resolve(started?.close()));

if (order.role === 'describe') {
  const facts = await Promise.all(order.modules.map(described));
  reply({ facts }, () => process.exit(0));
} else {
  await serve(order).catch(fail);
}

async function described(module: ModuleFile): Promise<ModuleFacts | NodeFailure> {
  try {
    return factsOf((await loadedModule(module)).module);
  } catch (error) {
    return failureOf(error);
  }
}

async function serve(served: Exclude<ModuleOrder, { role: 'describe' }>): Promise<void> {
  const { code, module } = await loadedModule(served.module);
  const thrown = (error: unknown): void => fail(moduleError(code, error));
  const silent = (): void => {
    const why = `ended before ${served.role === 'node' ? 'start()' : 'front()'} had resolved`;
    reply({ failure: { message: `${code.name}: ${why}`, isProblem: true } });
  };
  process.once('uncaughtException', thrown);
  process.once('exit', silent);
  try {
    started =
      served.role === 'node'
        ? await module.start(served.options)
        : await (module.front ?? turnFront)(served.options);
  } catch (error) {
    return thrown(error);
  }
  process.off('uncaughtException', thrown);
  if (!isStarted(started)) return thrown(new TypeError('start() must resolve with {url, close}'));
  reply({ url: started.url });
}

function isStarted(value: unknown): value is StartedServer {
  if (typeof value !== 'object' || value === null || !('url' in value) || !('close' in value)) return false;
  return typeof value.url === 'string' && URL.canParse(value.url) && typeof value.close === 'function';
}
