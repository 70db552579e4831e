import { readFileSync } from 'node:fs';
import { Problem } from '../scenario/problem.js';
import { codeProblem, loadedCode, type Code } from '../scenario/sources/loaded-code.js';
import { defineServer, type ModuleFacts, type ServerModule } from './module.js';
import type { ModuleFile } from './module-order.js';

/** A server module that is loaded, with its text, to say where something is wrong. */
export interface LoadedModule {
  readonly code: Code;
  readonly module: ServerModule;
}

/**
 * Loads a server module and checks its shape.
 *
 * @throws Problem with the place where it cannot be loaded, or is none.
 */
export async function loadedModule({ file, name }: ModuleFile): Promise<LoadedModule> {
  const code = { name, file, text: readText(file, name) };
  const exported = await loadedCode(code, await ownModule(code.text), 'once');
  const module = isRecord(exported) ? exported['default'] : undefined;
  const flaw = flawOf(module);
  if (flaw !== null) throw new Problem(flaw, { file: name });
  return { code, module: module as ServerModule };
}

/** All of the package takes a second to load, and most servers want one function of it. */
async function ownModule(text: string): Promise<unknown> {
  const imports = [...text.matchAll(/\bimport\s+(?!type\b)([^;'"]*?)\s*from\s*['"]turnwise['"]/g)];
  const names = imports.flatMap(([, clause = '']) => clause.replace(/^\{|\}$/g, '').split(','));
  const isAll = names.some((name) => !/^(?:\s*|\s*type\s.*|\s*defineServer\s*)$/s.test(name));
  // The name is no literal: the compiler would look for the build that it is about to make.
  const ownName: string = 'turnwise';
  if (isAll) return (await import(ownName)) as unknown;
  return new Proxy({ defineServer }, { get: partOf });
}

function partOf(module: object, name: string | symbol): unknown {
  if (typeof name === 'symbol' || name in module || /^(?:__esModule|default|then)$/.test(name))
    return Reflect.get(module, name) as unknown;
  throw new Error(`${name} of turnwise is there only where the server module itself imports it`);
}

/** What a module says of itself, with what it leaves out filled in. */
export function factsOf(module: ServerModule): ModuleFacts {
  const { describe, settings = {}, bugs = {}, needsRedis = false, nodes = 1, front } = module;
  return { describe, settings, bugs, needsRedis, nodes, hasFront: front !== undefined };
}

/** What a module threw, as a Problem with its place; what the system says of an address stays as it is. */
export function moduleError(code: Code, error: unknown): Error {
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : null;
  const isAddress = syscall === 'listen' || syscall === 'bind' || syscall === 'getaddrinfo';
  return isAddress && error instanceof Error ? error : codeProblem(code, error);
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem(`the server module cannot be read: ${why}`, { file: name });
  }
}

/** `null` for a server module. */
function flawOf(module: unknown): string | null {
  if (!isRecord(module))
    return 'has no server as its default export; write `export default defineServer({ ... })`';
  const { describe, settings = {}, bugs = {}, needsRedis = false, nodes = 1, start, front } = module;
  if (typeof start !== 'function')
    return 'is no server module: `start` must be a function ({port, host, ...}) that resolves with {url, close}';
  if (front !== undefined && typeof front !== 'function') return '`front` must be a function';
  if (typeof describe !== 'string' || describe === '') return '`describe` must be one sentence';
  if (!isRecord(settings) || !Object.values(settings).every((value) => Number.isFinite(value)))
    return '`settings` must be names with numbers, e.g. {cooldownMs: 300}';
  if (!isRecord(bugs) || !Object.values(bugs).every((value) => typeof value === 'string'))
    return '`bugs` must be names, each with a sentence that says what is wrong';
  if (typeof needsRedis !== 'boolean') return '`needsRedis` must be true or false';
  if (!Number.isSafeInteger(nodes) || Number(nodes) < 1)
    return '`nodes` must be a whole number of at least 1';
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
