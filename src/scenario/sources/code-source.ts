import { createJiti } from 'jiti';
import type { Path } from '../complaint.js';
import { defineScenario } from '../define.js';
import { escaped } from '../fields/escaped.js';
import { inWords } from '../fields/say.js';
import { isPlain } from '../fields/template.js';
import { Problem, type Place } from '../problem.js';
import type { Source } from '../source.js';

/**
 * Runs a TypeScript or JavaScript scenario and takes its default export. Whatever folder it is in,
 * its `import ... from 'turnwise'` gets this very package.
 *
 * @throws Problem when it throws, cannot be compiled, or exports no scenario.
 */
export async function codeSource(name: string, file: string, text: string): Promise<Source> {
  const module = await run(name, file);
  const place = { file: name };
  if (!isRecord(module) || module['default'] === undefined)
    throw new Problem('has no default export; write `export default defineScenario({ ... })`', place);
  const data = module['default'];
  if (!isPlain(data))
    throw new Problem(`the default export must be a scenario, but is ${inWords(data)}`, place);
  return { name, file, data, placeOf: (path) => placeInCode(name, text, path) };
}

async function run(name: string, file: string): Promise<unknown> {
  const virtualModules = { turnwise: await ownModule() };
  const jiti = createJiti(import.meta.url, { fsCache: false, moduleCache: false, virtualModules });
  try {
    return await jiti.import(file);
  } catch (error) {
    throw codeProblem(name, file, error);
  }
}

/** The public module of this package, or what a scenario needs most where it is not built. */
async function ownModule(): Promise<unknown> {
  // The name is no literal: the compiler would look for the build that it is about to make.
  const ownName: string = 'turnwise';
  try {
    return (await import(ownName)) as unknown;
  } catch {
    return { defineScenario };
  }
}

function codeProblem(name: string, file: string, error: unknown): Problem {
  if (!(error instanceof Error)) return new Problem(`threw ${inWords(error)}`, { file: name });
  const [first = ''] = error.message.split('\n');
  const compiles = !error.message.startsWith('ParseError');
  const what = compiles
    ? `threw ${error.name}: ${first}`
    : `does not compile: ${first.replace('ParseError:', '').trim()}`;
  return new Problem(what, placeOfError(name, file, error));
}

function placeOfError(name: string, file: string, error: Error): Place {
  const trace = `${error.message}\n${error.stack ?? ''}`;
  const [, line, column] = new RegExp(`${escaped(file)}:(\\d+):(\\d+)`).exec(trace) ?? [];
  if (line === undefined) return { file: name };
  return { file: name, line: Number(line), ...(column !== undefined && { column: Number(column) }) };
}

/**
 * Looks for the keys of a path one behind the other in the text. It stops where a key could be
 * meant that stands there several times under a list: a rough place beats a wrong one.
 */
export function placeInCode(name: string, text: string, path: Path): Place {
  let offset = -1;
  let afterIndex = false;
  for (const part of path) {
    if (typeof part === 'number') {
      afterIndex = true;
      continue;
    }
    const found = keyOffsets(text, part, offset + 1);
    const [first] = found;
    if (first === undefined || (afterIndex && found.length > 1)) break;
    offset = first;
  }
  return offset < 0 ? { file: name } : { file: name, ...lineOf(text, offset) };
}

function keyOffsets(text: string, key: string, from: number): number[] {
  const pattern = new RegExp(`(?<![\\w$.-])(['"]?)${escaped(key)}\\1\\s*[:,}(]`, 'g');
  pattern.lastIndex = from;
  return [...text.matchAll(pattern)].map((match) => match.index);
}

function lineOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
