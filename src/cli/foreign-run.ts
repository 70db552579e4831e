import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { historyBuilder } from '../history/columns.js';
import { actionDecoder, type BadLine } from '../history/ndjson.js';
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
  const builder = historyBuilder();
  const bad: BadLine[] = [];
  let badCount = 0;
  const decoder = actionDecoder(
    {
      action: (action) => void builder.add(action),
      bad: (line) => {
        badCount++;
        if (bad.length < badLinesShown) bad.push(line);
      },
    },
    { allowExtra },
  );
  readChunks(path, (text, share) => {
    decoder.push(text);
    progress.tell(() => `${grouped(builder.length)} lines read, ${Math.floor(share * 100)} %`);
  });
  decoder.end();
  if (badCount > 0) throw new Problem(badText(path, bad, badCount));
  return {
    scenario: { name: path, hash: '' },
    plan: null,
    history: builder.build(),
    model,
    assumptions: { ...defaultAssumptions, initial: 'fresh', complete: false },
    minResolution: 0.5,
    prove: 'both',
    notes: [],
  };
}

function badText(path: string, shown: readonly BadLine[], count: number): string {
  const lines = shown.map(({ line, message }) => `${path}:${line}: ${message}`);
  const more = count > shown.length ? [`and ${count - shown.length} more bad lines`] : [];
  return [...lines, ...more].join('\n');
}

/** Reads a text file piece by piece, and tells with each how much of the file has been read. */
function readChunks(path: string, take: (text: string, share: number) => void): void {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const bytes = Buffer.alloc(chunkBytes);
  const { size } = fstatSync(file);
  let total = 0;
  try {
    for (;;) {
      const count = readSync(file, bytes);
      if (count === 0) break;
      total += count;
      // What is no plain file has no size, and a file may grow while it is read.
      take(decoder.write(bytes.subarray(0, count)), total / Math.max(size, total));
    }
    take(decoder.end(), 1);
  } finally {
    closeSync(file);
  }
}
