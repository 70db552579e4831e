import { createJiti } from 'jiti';
import { escaped } from '../fields/escaped.js';
import { inWords, quoted } from '../fields/say.js';
import { Problem, type Place } from '../problem.js';

/** A file of somebody's code. */
export interface Code {
  /** What messages call it. */
  readonly name: string;
  /** Its absolute path. */
  readonly file: string;
  readonly text: string;
}

/**
 * Runs a TypeScript or JavaScript file and gives what it exports. Whatever folder it is in, its
 * `import ... from 'turnwise'` gets `ownModule`: this very package. It is loaded anew each time, with all
 * that it imports, unless `loads` is `once`: then what is loaded already is taken as it is, which is faster.
 *
 * @throws Problem with the place, when it throws, cannot be compiled, or imports what is not there.
 */
export async function loadedCode(
  code: Code,
  ownModule: unknown,
  loads: 'anew' | 'once' = 'anew',
): Promise<unknown> {
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: loads === 'once',
    interopDefault: false,
    virtualModules: { turnwise: ownModule },
  });
  try {
    return await jiti.import(code.file);
  } catch (error) {
    throw codeProblem(code, error);
  }
}

/** What somebody's code threw, as one line with its place: while it was loaded, or in a function of it. */
export function codeProblem(code: Code, error: unknown): Problem {
  if (error instanceof Problem) return error;
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

/** Line and column of an offset, both from 1. */
export function lineOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
