import type { Action } from './action.js';
import { BadField, shown } from './action-fields.js';
import { actionOf } from './action-record.js';
import { idIndex } from './id-index.js';

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

/** Where decoded lines go, in order. Each line that is not blank reaches exactly one of the two. */
export interface ActionSink {
  action(action: Action, line: number): void;
  bad(bad: BadLine): void;
}

/** Takes text in pieces of any size. */
export interface ActionDecoder {
  push(chunk: string): void;
  /** The text is over: a last line without a line end is read now. */
  end(): void;
}

/** Decodes NDJSON that arrives in chunks, one action a line, holding at most one line. */
export function actionDecoder(sink: ActionSink, options: DecodeOptions = {}): ActionDecoder {
  const readLine = lineReader(sink, options);
  let rest = '';
  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf('\n'); at !== -1; at = chunk.indexOf('\n', from)) {
        const piece = chunk.slice(from, at);
        readLine(rest === '' ? piece : rest + piece);
        rest = '';
        from = at + 1;
      }
      rest += chunk.slice(from);
    },
    end() {
      if (rest !== '') readLine(rest);
      rest = '';
    },
  };
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
  const parsed: ParsedLine[] = [];
  const readLine = lineReader(
    {
      action: (action, line) => void parsed.push({ kind: 'action', action, line }),
      bad: (bad) => void parsed.push({ kind: 'bad', ...bad }),
    },
    options,
  );
  for (const line of lines) {
    readLine(line);
    const result = parsed.pop();
    if (result !== undefined) yield result;
  }
}

function lineReader(sink: ActionSink, options: DecodeOptions): (text: string) => void {
  const allowExtra = options.allowExtra ?? false;
  const seen = idIndex();
  let line = 0;
  return (text) => {
    line++;
    const json = line === 1 && text.startsWith('\ufeff') ? text.slice(1) : text;
    if (json.trim() === '') return;
    let action: Action;
    try {
      action = actionOf(recordOf(json), allowExtra);
      if (seen.rowOf(action.id) !== -1) throw new BadField('id', `id ${shown(action.id)} was given before`);
    } catch (error) {
      if (!(error instanceof BadField)) throw error;
      sink.bad({ line, key: error.key, message: error.message });
      return;
    }
    seen.set(action.id, line);
    sink.action(action, line);
  };
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
