import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { History } from '../history/history.js';
import { historyReader } from '../history/history-reader.js';
import type { BadLine } from '../history/ndjson.js';
import { defaultAssumptions } from '../models/assumptions.js';
import { modelOf } from '../scenario/model-of.js';
import { Problem } from '../scenario/problem.js';
import { grouped, type Progress } from './progress.js';
import type { StoredRun } from './stored-run.js';

const chunkBytes = 1 << 20;
const badLinesShown = 5;

/** The history of another tool, one action a line. Every bad line is counted, the first are shown. */
export function foreignRun(
  path: string,
  modelJson: string,
  allowExtra: boolean,
  progress: Progress,
): StoredRun {
  const model = modelOf(modelJson);
  return {
    scenario: { name: path, hash: '' },
    plan: null,
    history: foreignHistory(path, allowExtra, progress),
    model,
    assumptions: { ...defaultAssumptions, initial: 'fresh', complete: false },
    minResolution: 0.5,
    prove: 'both',
    notes: [],
  };
}

/** The actions of a file, one a line. @throws Problem that shows the first bad lines. */
export function foreignHistory(path: string, allowExtra: boolean, progress: Progress): History {
  const bad: BadLine[] = [];
  let badCount = 0;
  const reader = historyReader(
    (line) => {
      badCount++;
      if (bad.length < badLinesShown) bad.push(line);
    },
    { allowExtra },
  );
  readChunks(path, (bytes, share) => {
    reader.push(bytes);
    progress.tell(() => `${grouped(reader.length)} lines read, ${Math.floor(share * 100)} %`);
  });
  reader.end();
  if (badCount > 0) throw new Problem(badText(path, bad, badCount));
  return reader.history();
}

function badText(path: string, shown: readonly BadLine[], count: number): string {
  const lines = shown.map(({ line, message }) => `${path}:${line}: ${message}`);
  const more = count > shown.length ? [`and ${count - shown.length} more bad lines`] : [];
  return [...lines, ...more].join('\n');
}

/** Reads a file piece by piece, and tells with each how much of the file has been read. */
function readChunks(path: string, take: (bytes: Uint8Array, share: number) => void): void {
  const file = openSync(path, 'r');
  const bytes = new Uint8Array(chunkBytes);
  const { size } = fstatSync(file);
  let total = 0;
  try {
    for (let count = readSync(file, bytes); count > 0; count = readSync(file, bytes)) {
      total += count;
      // What is no plain file has no size, and a file may grow while it is read.
      take(bytes.subarray(0, count), total / Math.max(size, total));
    }
  } finally {
    closeSync(file);
  }
}
