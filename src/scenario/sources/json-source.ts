import { LineCounter } from 'yaml';
import { Problem } from '../problem.js';
import type { Source } from '../source.js';
import { yamlSource } from './yaml-source.js';

/**
 * Reads JSON text, with the place of everything in it: JSON is YAML, so the places come from there.
 *
 * @throws Problem for text that is no JSON, or repeats a key.
 */
export function jsonSource(name: string, file: string | null, text: string): Source {
  try {
    JSON.parse(text);
  } catch (error) {
    throw jsonProblem(name, text, error instanceof Error ? error.message : String(error));
  }
  return yamlSource(name, file, text);
}

function jsonProblem(name: string, text: string, message: string): Problem {
  const reason = message
    .replace(/ in JSON at position.*$/s, '')
    .replace(/, (?:\.\.\.)?".*is not valid JSON$/s, '');
  const counter = new LineCounter();
  for (const match of text.matchAll(/^/gm)) counter.addNewLine(match.index);
  const { line, col } = counter.linePos(faultOffset(text));
  return new Problem(`not valid JSON: ${reason}`, { file: name, line, column: col });
}

/**
 * The first character that cannot go on what stands before it. V8 does not always tell; but every
 * shorter text merely ends too soon, and every longer one has the fault, so that halving finds it.
 */
function faultOffset(text: string): number {
  let sound = 0;
  let faulty = text.length + 1;
  while (faulty - sound > 1) {
    const middle = Math.floor((sound + faulty) / 2);
    if (endsTooSoon(text.slice(0, middle))) sound = middle;
    else faulty = middle;
  }
  return faulty > text.length ? text.trimEnd().length : sound;
}

function endsTooSoon(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = /at position (\d+)/.exec(message)?.[1];
    return /^(Unexpected end|Unterminated)/.test(message) || Number(at) >= text.length;
  }
}
