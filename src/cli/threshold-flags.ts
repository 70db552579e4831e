import type { Command } from 'commander';
import { isRecord } from '../scenario/flags.js';
import { valueOf } from '../scenario/overlay.js';
import { Problem } from '../scenario/problem.js';
import { record, thresholdsOf } from '../scenario/topics/thresholds.js';
import { expressionOf } from '../thresholds/expression.js';
import type { Threshold } from '../thresholds/threshold.js';
import { collect } from './collect.js';

/** The flags that say what is demanded of the numbers of a run. */
export interface ThresholdFlags {
  readonly threshold?: readonly string[];
  /** False: those of the scenario are left out. */
  readonly thresholds?: boolean;
}

/** Adds the threshold flags to a command. */
export function addThresholdFlags(command: Command): Command {
  return command
    .option(
      '--threshold <text>',
      "also demand this of the numbers, e.g. 'latency.accepted.p95 < 200ms', or {expect: ..., phase: ...}; may be repeated",
      collect,
    )
    .option('--no-thresholds', 'leave out the thresholds of the scenario; those of --threshold count');
}

/** What is demanded of a stored run: what was demanded of it then, and what is typed now. @throws Problem at the flag. */
export function demandsOn(
  { thresholds: stored = [] }: { readonly thresholds?: readonly Threshold[] },
  { threshold = [], thresholds: areKept = true }: ThresholdFlags,
): readonly Threshold[] {
  return [...(areKept ? stored : []), ...threshold.map(typed)];
}

function typed(written: string): Threshold {
  if (isRecord(written)) return typedRecord(written);
  try {
    const { text, metric, expression, demand } = expressionOf(written);
    return { text, metric, expression, demand, scope: null, abortAfterUs: null };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(`the text ${error.message}`, { file: `--threshold '${written}'` });
  }
}

/** One of a part of the run, as a scenario writes it. What is stored is over, so nothing stops it. */
function typedRecord(written: string): Threshold {
  const file = `--threshold '${written}'`;
  const read = record.safeParse(valueOf(written, file));
  const [first] = read.success ? thresholdsOf([read.data], '') : [];
  if (first !== undefined) return { ...first, abortAfterUs: null };
  const [issue] = read.error?.issues ?? [];
  const at = issue?.path.join('.') ?? '';
  throw new Problem(`${at === '' ? 'it' : `\`${at}\``} ${issue?.message ?? 'is no threshold'}`, { file });
}
