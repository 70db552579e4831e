import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../report/report.js';
import { readReport } from '../report-file/read-report.js';
import { Problem } from '../scenario/problem.js';

/** The report of a run folder, or of a file. @throws Problem where there is none. */
export function storedReport(path: string): Report {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'report.json') : path;
  if (!existsSync(file)) throw new Problem(`there is no report in ${path}; a run folder holds report.json`);
  try {
    return readReport(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(error.message, { file });
    throw error;
  }
}
