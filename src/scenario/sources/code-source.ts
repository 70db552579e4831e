import * as models from '../../models/index.js';
import type { Path } from '../complaint.js';
import { defineScenario } from '../define.js';
import { escaped } from '../fields/escaped.js';
import { inWords } from '../fields/say.js';
import { isPlain } from '../fields/template.js';
import { Problem, type Place } from '../problem.js';
import type { Source } from '../source.js';
import { lineOf, loadedCode } from './loaded-code.js';

/**
 * Runs a TypeScript or JavaScript scenario and takes its default export. Whatever folder it is in,
 * its `import ... from 'turnwise'` gets this very package.
 *
 * @throws Problem when it throws, cannot be compiled, or exports no scenario.
 */
export async function codeSource(name: string, file: string, text: string): Promise<Source> {
  const module = await loadedCode({ name, file, text }, await ownModule());
  const place = { file: name };
  if (!isRecord(module) || module['default'] === undefined)
    throw new Problem('has no default export; write `export default defineScenario({ ... })`', place);
  const data = module['default'];
  if (!isPlain(data))
    throw new Problem(`the default export must be a scenario, but is ${inWords(data)}`, place);
  return { name, file, data, placeOf: (path) => placeInCode(name, text, path) };
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
