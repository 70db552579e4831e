import type { Action } from './action.js';
import { BadField, shown } from './action-fields.js';
import { actionOf } from './action-record.js';
import { idIndex, type IdIndex } from './id-index.js';

export { actionLine } from './action-line.js';

/** A line that is no action. `line` counts from 1; `key` is `null` when the line as a whole is bad. */
export interface BadLine {
  readonly line: number;
  readonly key: string | null;
  /** One sentence, safe to print. */
  readonly message: string;
}

export interface DecodeOptions {
  /** Ignore unknown keys, for logs of other tools. Keys starting with `x-` are always ignored. */
  readonly allowExtra?: boolean;
}

/** A line, read: an action or what is wrong with it. */
export type ParsedLine =
  | { readonly kind: 'action'; readonly action: Action; readonly line: number }
  | ({ readonly kind: 'bad' } & BadLine);

/** Decodes whole lines, one by one as they are asked for. */
export function* parseActions(
  lines: Iterable<string>,
  options: DecodeOptions = {},
): Generator<ParsedLine, void, undefined> {
  const seen = idIndex();
  let line = 0;
  for (const text of lines) {
    const parsed = parsedLine(text, ++line, seen, options);
    if (parsed !== null) yield parsed;
  }
}

/**
 * Reads a whole line, whatever is in it; `null` for a blank one. `line` counts from 1, and `seen` has
 * the ids of the lines before, to which it adds the one of this.
 */
export function parsedLine(
  text: string,
  line: number,
  seen: IdIndex,
  { allowExtra = false }: DecodeOptions,
): ParsedLine | null {
  const json = line === 1 && text.startsWith('\ufeff') ? text.slice(1) : text;
  if (json.trim() === '') return null;
  try {
    const action = actionOf(recordOf(json), allowExtra);
    if (seen.rowOf(action.id) !== -1) throw new BadField('id', `id ${shown(action.id)} was given before`);
    seen.set(action.id, line);
    return { kind: 'action', action, line };
  } catch (error) {
    if (!(error instanceof BadField)) throw error;
    return { kind: 'bad', line, key: error.key, message: error.message };
  }
}

function recordOf(json: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new BadField(null, `this line is no JSON: ${shown(json.trim())}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new BadField(null, `a line must be a JSON object, not ${shown(value)}`);
}
