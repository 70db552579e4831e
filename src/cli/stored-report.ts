import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withLaterKeys } from '../report/older.js';
import type { Report } from '../report/report.js';
import { Problem } from '../scenario/problem.js';

/** The report of a run folder, or of a file. @throws Problem where there is none. */
export function storedReport(path: string): Report {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'report.json') : path;
  if (!existsSync(file)) throw new Problem(`there is no report in ${path}; a run folder holds report.json`);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    if (report.schemaVersion === 1) return withLaterKeys(report);
  } catch (error) {
    throw new Problem(`not JSON: ${(error as Error).message}`, { file });
  }
  throw new Problem('not a turnwise report of version 1', { file });
}
