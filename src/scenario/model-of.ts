import { parse } from 'yaml';
import { cooldown } from '../models/index.js';
import type { Model } from '../models/model.js';
import { readWith, sentenceOf } from './complaint.js';
import { problemOf } from './problems.js';
import { Problem } from './problem.js';
import { model as modelSchema, type WrittenScenario } from './schema.js';

/**
 * The model of a `--model` flag or of any JSON: `{kind: cooldown, per, every}` or
 * `{cooldown: {per, every}}`, as text (YAML or JSON) or as a value.
 *
 * @throws Problem with everything that is wrong, each at `place`.
 */
export function modelOf(json: unknown, place = '--model'): Model {
  const read = readWith(modelSchema, typeof json === 'string' ? valueOf(json, place) : json);
  if (read.ok) return contentionModel(read.value);
  const findings = read.complaints.map((complaint) => ({
    place: { file: place },
    text: complaint.path.length === 0 ? `the model ${complaint.text}` : sentenceOf(complaint),
  }));
  throw problemOf(findings);
}

/** The model as the rest of the program knows it. Throws a RangeError where its numbers cannot be. */
export function contentionModel(written: WrittenScenario['model']): Model {
  if ('decide' in written) return written;
  const { per, every } = written.settings;
  return cooldown({ per, everyUs: every });
}

function valueOf(text: string, place: string): unknown {
  try {
    return parse(text, { prettyErrors: false, logLevel: 'error' }) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(`is neither JSON nor YAML: ${reason}`, { file: place });
  }
}
