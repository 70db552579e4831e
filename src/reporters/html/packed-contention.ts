import type { Contention } from '../../report/contention.js';
import { packedNumbers, unpackedNumbers } from './packed-numbers.js';

type Column = Exclude<keyof Contention['rows'], 'id'>;

/**
 * The actions of a run as they lie in the page: the columns of `Contention` as packed numbers, so that 100 000 actions
 * take two megabytes and are read in some milliseconds. Times are told from the send before, answers from their send.
 */
export interface PackedContention extends Omit<Contention, 'rows'> {
  readonly count: number;
  /** Steps from one number to the next where all are whole numbers, else as they are. */
  readonly ids: string | Contention['rows']['id'];
  readonly columns: Readonly<Record<Column, string>>;
}

/** The columns of `Contention` again, each in one stretch of memory. */
export interface Actions extends Omit<Contention, 'rows'> {
  readonly count: number;
  readonly idOf: (row: number) => number | string;
  readonly user: Int32Array;
  readonly resource: Int32Array;
  readonly key: Int32Array;
  readonly phase: Int32Array;
  readonly sentAtUs: Float64Array;
  /** Infinite where no answer came. */
  readonly settledAtUs: Float64Array;
  readonly outcome: Int32Array;
  readonly judgement: Int32Array;
  readonly reason: Int32Array;
}

/** Makes ready for the page. */
export function packedContention({ rows, ...rest }: Contention): PackedContention {
  const { sentAtUs, settledAtUs } = rows;
  // One up: what is not there is 0.
  const tookUs = settledAtUs.map((us, row) => (us === null ? 0 : us - (sentAtUs[row] ?? 0) + 1));
  return {
    ...rest,
    count: rows.id.length,
    ids: rows.id.every(isWhole) ? packedNumbers(stepsOf(rows.id)) : rows.id,
    columns: {
      user: packedNumbers(rows.user),
      resource: packedNumbers(rows.resource),
      key: packedNumbers(rows.key),
      phase: packedNumbers(rows.phase),
      sentAtUs: packedNumbers(stepsOf(sentAtUs)),
      settledAtUs: packedNumbers(tookUs),
      outcome: packedNumbers(rows.outcome),
      judgement: packedNumbers(rows.judgement),
      reason: packedNumbers(rows.reason),
    },
  };
}

/** What `packedContention` made ready. */
export function unpackedContention({ columns, ids, count, ...rest }: PackedContention): Actions {
  const read = (column: Column): Float64Array => unpackedNumbers(columns[column], count);
  const codes = (column: Column): Int32Array => Int32Array.from(read(column));
  const sentAtUs = summed(read('sentAtUs'));
  const tookUs = read('settledAtUs');
  const settledAtUs = tookUs.map((took, row) => (took === 0 ? Infinity : (sentAtUs[row] ?? 0) + took - 1));
  const known = typeof ids === 'string' ? summed(unpackedNumbers(ids, count)) : ids;
  return {
    ...rest,
    count,
    idOf: (row) => known[row] ?? row,
    user: codes('user'),
    resource: codes('resource'),
    key: codes('key'),
    phase: codes('phase'),
    sentAtUs,
    settledAtUs,
    outcome: codes('outcome'),
    judgement: codes('judgement'),
    reason: codes('reason'),
  };
}

const isWhole = (id: number | string): id is number => Number.isSafeInteger(id);

function stepsOf(values: readonly number[]): number[] {
  return values.map((value, row) => value - (values[row - 1] ?? 0));
}

function summed(steps: Float64Array): Float64Array {
  let sum = 0;
  return steps.map((step) => (sum += step));
}
