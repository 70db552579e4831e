import type { Report } from '../report/report.js';
import { reportSchema } from './schema.js';

/**
 * A report from disk, of whatever age: keys that it was written without are completed, keys of later versions left out.
 * @throws RangeError that names the key, where it is no report of version 1.
 */
export function readReport(text: string): Report {
  const data = parsed(text);
  const version: unknown = typeof data === 'object' && data !== null ? Object(data).schemaVersion : undefined;
  if (version !== 1)
    throw new RangeError(
      typeof version === 'number'
        ? `a turnwise report of version ${version}, and this turnwise reads version 1`
        : 'not a turnwise report: it has no schemaVersion',
    );
  const read = reportSchema.safeParse(data);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const more = read.error.issues.length - 1;
  const others = more === 0 ? '' : ` (and ${more} more)`;
  throw new RangeError(`${pathText(first?.path ?? [])}: ${first?.message ?? 'wrong'}${others}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new RangeError(
      `not JSON, so no report: give a run folder or its report.json (a scenario is played with run or simulate first; ${(error as Error).message})`,
      { cause: error },
    );
  }
}

/** `oracle.violations[3].key` */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./u, '');
}
