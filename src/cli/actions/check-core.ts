import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { historyBuilder } from '../../history/columns.js';
import { parseActions } from '../../history/ndjson.js';
import { defaultAssumptions } from '../../models/assumptions.js';
import { modelFrom } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { Problem } from '../../scenario/problem.js';
import type { CoreHead } from '../run-files.js';
import type { StoredRun } from '../stored-run.js';

/** What is wrong in a run, as a history of its own. */
export interface StoredCore extends StoredRun {
  readonly head: CoreHead;
}

const headBytes = 1 << 16;

/** A file of `violations/`, which says itself how to judge it; `null` when it is another file. */
export function storedCore(path: string): StoredCore | null {
  const head = headOf(path) as Partial<CoreHead> | null;
  if (!isCore(head)) return null;
  const builder = historyBuilder();
  for (const line of parseActions(readFileSync(path, 'utf8').split('\n'))) {
    if (line.kind === 'bad') throw new Problem(line.message, { file: path, line: line.line });
    builder.add(line.action);
  }
  const needsMore = 'it takes more of the history to judge this than is in the file: judge the whole run';
  return {
    head,
    scenario: { name: path, hash: '' },
    plan: null,
    history: builder.build(),
    model: modelIn(path, head),
    assumptions: { ...defaultAssumptions, ...head.assumptions },
    minResolution: 0,
    prove: 'rejects',
    notes: head.isSufficient ? [] : [needsMore],
  };
}

function isCore(head: Partial<CoreHead> | null): head is CoreHead {
  return typeof head?.kind === 'string';
}

/** The model that a file names. @throws Problem where it cannot be made. */
export function modelIn(path: string, { model }: Pick<CoreHead, 'model'>): Model {
  try {
    return modelFrom(model);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(`the model of this file cannot be made: ${error.message}; say which with --model`, {
      file: path,
    });
  }
}

/**
 * How a file says it is to be judged; `null` where it does not. Only the first line is looked at, so that a long log
 * of another tool costs nothing.
 */
export function headOf(path: string): Pick<CoreHead, 'model' | 'assumptions'> | null {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(headBytes);
  let text: string;
  try {
    text = bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
  try {
    const line = JSON.parse(text.split('\n', 1)[0]) as Readonly<Record<string, unknown>> | null;
    const head = line?.['x-turnwise'] as Partial<CoreHead> | undefined;
    const isWhole = typeof head?.model === 'object' && typeof head.assumptions === 'object';
    return isWhole ? (head as CoreHead) : null;
  } catch {
    return null;
  }
}
