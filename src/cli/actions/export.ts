import { once } from 'node:events';
import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { actionTable } from '../../export/actions.js';
import { eventTable, receiptTable } from '../../export/happened.js';
import { groupTable, timelineTable } from '../../export/reported.js';
import type { Piece, Table } from '../../export/table.js';
import { nearestName } from '../../history/nearest.js';
import { Problem } from '../../scenario/problem.js';
import type { ExportFlags } from '../commands/export.js';
import { judgedActions } from '../judged-actions.js';
import { grouped, progressOf, type Progress } from '../progress.js';
import { storedHistory } from '../stored-run.js';
import { storedReport } from '../stored-report.js';

const formats = ['csv', 'ndjson'] as const;

/** Each table by name, from the folder of a run. */
const tables = {
  actions: (folder, tell) => {
    const { history, judged } = judgedActions(folder, tell);
    return actionTable(history, judged);
  },
  timeline: (folder) => timelineTable(storedReport(folder)),
  resources: (folder) => groupTable(storedReport(folder).perResource),
  users: (folder) => groupTable(storedReport(folder).perUser),
  groups: (folder) => groupTable(storedReport(folder).perGroup),
  phases: (folder) => groupTable(storedReport(folder).perPhase),
  receipts: (folder) => receiptTable(storedHistory(folder).history),
  events: (folder) => eventTable(storedHistory(folder).history),
} satisfies Readonly<Record<string, (folder: string, tell: (line: string) => void) => Table>>;

/** Writes a table of a run to stdout or a file, piece by piece. */
export async function exportRun(folder: string, flags: ExportFlags): Promise<void> {
  const what = oneOf('--what', flags.what, Object.keys(tables) as (keyof typeof tables)[]);
  const format = formatOf(flags);
  if (!existsSync(folder)) throw new Problem('there is no such folder', { file: folder });
  if (!statSync(folder).isDirectory()) throw new Problem('this is not the folder of a run', { file: folder });
  const tell = (line: string): void => {
    if (flags.quiet !== true) process.stderr.write(`${line}\n`);
  };
  const table = tables[what](folder, tell);
  const pieces = withProgress(table, format, progressOf(flags.quiet === true));
  if (flags.out === undefined) return toStdout(pieces);
  toFile(flags.out, pieces);
}

function formatOf({ format, out }: ExportFlags): (typeof formats)[number] {
  if (format !== undefined) return oneOf('--format', format, formats);
  return out?.toLowerCase().endsWith('.csv') === true ? 'csv' : 'ndjson';
}

function oneOf<Name extends string>(flag: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  const nearest = nearestName(text, names);
  const hint = nearest === null ? '' : `; did you mean '${nearest}'?`;
  throw new Problem(`${flag} takes ${names.join(', ')}, not '${text}'${hint}`);
}

function* withProgress(
  table: Table,
  format: (typeof formats)[number],
  progress: Progress,
): Generator<Piece, void, undefined> {
  for (const piece of table[format]()) {
    progress.tell(() => `${grouped(piece.rowsSoFar)} of ${grouped(table.rows)} rows written`);
    yield piece;
  }
}

/** Waits for whoever reads, so that nothing piles up; ends when nobody does any more. */
async function toStdout(pieces: Iterable<Piece>): Promise<void> {
  const { stdout } = process;
  for (const { text } of pieces) {
    if (stdout.destroyed) return;
    if (!stdout.write(text))
      await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => null);
  }
}

function toFile(path: string, pieces: Iterable<Piece>): void {
  try {
    const file = openSync(path, 'w');
    try {
      for (const { text } of pieces) writeSync(file, text);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new Problem(`--out cannot be written: ${error.message}`);
  }
}
