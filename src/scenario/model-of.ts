import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { KeyField } from '../history/action.js';
import { allOf, unlimited } from '../models/index.js';
import type { Model } from '../models/model.js';
import { readWith, sentenceOf } from './complaint.js';
import { problemOf } from './problems.js';
import { Problem } from './problem.js';
import { isCodeModel, codeModel } from './own-model.js';
import { limitOf, type Cast } from './limit-of.js';
import { model as modelSchema, type WrittenModel } from './topics/model.js';

/**
 * The model of a `--model` flag or of any JSON: `{kind: cooldown, per, every}` or
 * `{cooldown: {per, every}}`, as text (YAML or JSON) or as a value. `users`: who takes turns where
 * the model does not say, if anybody knows.
 *
 * @throws Problem with everything that is wrong, each at `place`.
 */
export function modelOf(json: unknown, place = '--model', users: readonly string[] = []): Model {
  const read = readWith(modelSchema, typeof json === 'string' ? valueOf(json, place) : json);
  if (read.ok) return built(read.value, place, { names: users, run: '' });
  const findings = read.complaints.map((complaint) => ({
    place: { file: place },
    text: complaint.path.length === 0 ? `the model ${complaint.text}` : sentenceOf(complaint),
  }));
  throw problemOf(findings);
}

/**
 * The model as the rest of the program knows it; where none is written nothing is refused.
 * @throws RangeError where its numbers cannot be.
 */
export function contentionModel(written: WrittenModel | undefined, cast: Cast): Model {
  if (written === undefined) return unlimited();
  if (isCodeModel(written)) return codeModel(written);
  if (written.kind !== 'allOf') return limitOf(written, cast);
  return allOf(written.settings.map((rule) => contentionModel(rule, cast)));
}

/** The fields that any of its keys is made of; a limit of several rules has several keys. */
export function fieldsOf(written: WrittenModel): readonly KeyField[] {
  if (isCodeModel(written)) return written.per;
  if (written.kind === 'unlimited') return [];
  if (written.kind !== 'allOf') return written.settings.per;
  return [...new Set(written.settings.flatMap(fieldsOf))];
}

function built(written: WrittenModel, place: string, cast: Cast): Model {
  try {
    return contentionModel(written, cast);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(`the model cannot work: ${error.message}`, { file: place });
  }
}

function valueOf(text: string, place: string): unknown {
  try {
    return plainJson(text) ?? yamlValue(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(`is neither JSON nor YAML: ${reason}`, { file: place });
  }
}

/**
 * JSON that is written back as it stands, but for spaces: nothing is said twice in it, so YAML would
 * read the same. `undefined` for any other text.
 */
function plainJson(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return JSON.stringify(value) === text.replaceAll(/\s/g, '') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Loaded only for what is not plain JSON: it takes longer to load than many a history to be judged. */
function yamlValue(text: string): unknown {
  const { parse } = createRequire(import.meta.url)('yaml') as typeof Yaml;
  return parse(text, { prettyErrors: false, logLevel: 'error' }) as unknown;
}
