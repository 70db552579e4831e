import { createJiti } from 'jiti';
import * as models from '../../models/index.js';
import type { Path } from '../complaint.js';
import { defineScenario } from '../define.js';
import { escaped } from '../fields/escaped.js';
import { inWords, quoted } from '../fields/say.js';
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
  const module = await run({ name, file, text });
  const place = { file: name };
  if (!isRecord(module) || module['default'] === undefined)
    throw new Problem('has no default export; write `export default defineScenario({ ... })`', place);
  const data = module['default'];
  if (!isPlain(data))
    throw new Problem(`the default export must be a scenario, but is ${inWords(data)}`, place);
  return { name, file, data, placeOf: (path) => placeInCode(name, text, path) };
}

interface Code {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

async function run({ name, file, text }: Code): Promise<unknown> {
  const virtualModules = { turnwise: await ownModule() };
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules,
  });
  try {
    return await jiti.import(file);
  } catch (error) {
    throw codeProblem({ name, file, text }, error);
  }
}

/** The public module of this package, or what a scenario needs most where it is not built. */
async function ownModule(): Promise<unknown> {
  // The name is no literal: the compiler would look for the build that it is about to make.
  const ownName: string = 'turnwise';
  try {
    return (await import(ownName)) as unknown;
  } catch {
    return { ...models, defineScenario };
  }
}

function codeProblem(code: Code, error: unknown): Problem {
  if (!(error instanceof Error)) return new Problem(`threw ${inWords(error)}`, { file: code.name });
  const [first = ''] = error.message.split('\n');
  const absent = /^Cannot find (?:module|package) '([^']+)'/.exec(first)?.[1];
  if (absent !== undefined)
    return new Problem(`imports ${quoted(absent)}, which is not there`, placeOfText(code, absent));
  const place = placeOfError(code, error);
  if (first.startsWith('ParseError'))
    return new Problem(`does not compile: ${first.replace('ParseError:', '').trim()}`, place);
  return new Problem(`threw ${error.name}: ${first}`, place);
}

/** Stack traces and compilers name the file with line and column. */
function placeOfError({ name, file }: Code, error: Error): Place {
  const trace = `${error.message}\n${error.stack ?? ''}`;
  const [, line, column] = new RegExp(`${escaped(file)}:(\\d+):(\\d+)`).exec(trace) ?? [];
  if (line === undefined || column === undefined) return { file: name };
  return { file: name, line: Number(line), column: Number(column) };
}

function placeOfText({ name, text }: Code, piece: string): Place {
  const offset = text.indexOf(piece);
  return offset < 0 ? { file: name } : { file: name, ...lineOf(text, offset) };
}

/**
 * Where the key stands that a path ends in, or the nearest one above it that is there at all. Only
 * a key that the text holds exactly once has a place: a text search does not know which of two is meant.
 */
export function placeInCode(name: string, text: string, path: Path): Place {
  for (const part of path.toReversed()) {
    if (typeof part === 'number') continue;
    const [offset, second] = keyOffsets(text, part);
    if (second !== undefined) break;
    if (offset !== undefined) return { file: name, ...lineOf(text, offset) };
  }
  return { file: name };
}

function keyOffsets(text: string, key: string): number[] {
  const pattern = new RegExp(`(?<![\\w$.-])(['"]?)${escaped(key)}\\1\\s*[:,}(]`, 'g');
  return [...text.matchAll(pattern)].map((match) => match.index);
}

function lineOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
