import { statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { ModuleFacts } from './module.js';
import { moduleVariable, type ModuleFile, type ModuleOrder, type ModuleReply } from './module-order.js';
import { errorOf, type NodeFailure } from './node-order.js';
import { startOwnProcess, type OwnProcess } from './own-process.js';

/** What the modules that were asked for once say of themselves, as long as their files stay as they are. */
const known = new Map<string, ModuleFacts>();

/**
 * What a server module says of itself. It is loaded in a process of its own, so that nothing that it begins
 * goes on here. Throws Problem, with file and line, where it cannot be loaded or is no server module.
 */
export async function describeModule(file: string, name = shownPath(file)): Promise<ModuleFacts> {
  const stamp = stampOf(file);
  const before = known.get(stamp);
  if (before !== undefined) return before;
  const [facts] = await describeModules([{ file, name }]);
  if (facts === undefined || facts instanceof Error) throw facts ?? new Error('a module was not described');
  known.set(stamp, facts);
  return facts;
}

/** The same of several, in one process: of each what it says, or why it says nothing. */
export async function describeModules(
  modules: readonly ModuleFile[],
): Promise<readonly (ModuleFacts | Error)[]> {
  if (modules.length === 0) return [];
  const name = modules.map((module) => module.name).join(', ');
  const { process, reply } = await moduleProcess({ role: 'describe', modules }, name);
  await process.stop();
  if (!('facts' in reply)) throw 'failure' in reply ? errorOf(reply.failure) : new Error(`${name}: no facts`);
  return reply.facts.map((facts) => (isFailure(facts) ? errorOf(facts) : facts));
}

/** A process of a server module, with the line that it printed. */
export async function moduleProcess(
  order: ModuleOrder,
  name: string,
  more: { readonly startMs?: number; readonly hears?: (text: string) => void } = {},
): Promise<{ readonly process: OwnProcess; readonly reply: ModuleReply }> {
  const environment = { [moduleVariable]: JSON.stringify(order) };
  const process = await startOwnProcess({ entry: 'module-child', environment, name, ...more });
  return { process, reply: JSON.parse(process.line) as ModuleReply };
}

/** A path as messages show it: from here, where it lies below. */
export function shownPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path.replaceAll(sep, '/');
}

function isFailure(facts: ModuleFacts | NodeFailure): facts is NodeFailure {
  return 'message' in facts;
}

function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return `${file} ${stat?.mtimeMs ?? 0} ${stat?.size ?? 0}`;
}
