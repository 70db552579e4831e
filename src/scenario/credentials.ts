import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { checkedRows, type ReadRows } from './credentials/checked-rows.js';
import { csvRows } from './credentials/csv-rows.js';
import { jsonRows } from './credentials/json-rows.js';
import { madeRows } from './credentials/made-rows.js';
import { oneOf, quoted } from './fields/say.js';
import { isPlain } from './fields/template.js';
import { Problem } from './problem.js';

/** Users with what each of them alone has: a token, an account. */
export interface Credentials {
  readonly names: readonly string[];
  /** Column by column, one entry per user; `name` is one of them. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** All values but the names. */
  readonly secrets: readonly string[];
}

const bytesMax = 100_000_000;
/** Shorter values hide nothing, and taking them out of every text would leave none. */
const secretCharsMin = 3;

/**
 * The users that a scenario takes from a file or a function: `{from, count}`; `null` where it names or
 * counts them itself. Files are relative to the scenario. Without a count a file gives all its users.
 *
 * @throws Problem with file and line, never with a value in it.
 */
export function credentialsOf(users: unknown, scenarioFile: string | null): Credentials | null {
  if (!isPlain(users)) return null;
  const { from, count, ...strange } = users;
  // What the schema refuses it has better words for.
  if (Object.keys(strange).length > 0) return null;
  const many = count === undefined || isCount(count) ? count : null;
  if (many === null) return null;
  if (typeof from === 'function')
    return many === undefined ? null : credentials(checkedRows(madeRows(from, many), many));
  return typeof from === 'string' ? credentials(checkedRows(fileRows(from, scenarioFile), many)) : null;
}

function isCount(count: unknown): count is number {
  return Number.isSafeInteger(count) && Number(count) >= 1;
}

function fileRows(from: string, scenarioFile: string | null): ReadRows {
  const file = resolve(scenarioFile === null ? '.' : dirname(scenarioFile), from);
  switch (extname(from).toLowerCase()) {
    case '.csv':
      return csvRows(from, textOf(file, from));
    case '.json':
      return jsonRows(from, textOf(file, from));
    default:
      throw new Problem(`a file of users ends in ${oneOf(['.csv', '.json'])}, not as ${quoted(from)} does`);
  }
}

function textOf(file: string, name: string): string {
  try {
    if (statSync(file).size <= bytesMax) return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'ENOENT' ? 'this file of users does not exist' : `cannot be read (${code})`;
    throw new Problem(`${why}; it is looked for at ${file}`, { file: name });
  }
  throw new Problem('is larger than 100 megabytes', { file: name });
}

function credentials({ columns }: ReadRows, names: readonly string[] = columns['name'] ?? []): Credentials {
  const known = new Set(names);
  const others = Object.entries(columns).filter(([column]) => column !== 'name');
  const values = new Set(others.flatMap(([, column]) => column));
  const secrets = [...values].filter((value) => value.length >= secretCharsMin && !known.has(value));
  return { names, columns, secrets };
}
