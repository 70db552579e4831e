import { writeFileSync } from 'node:fs';
import type { Report } from '../report/report.js';
import { reporters } from '../reporters/index.js';
import { Problem } from '../scenario/problem.js';

/** Writes a file that a flag asks for, if it does. @throws Problem where it cannot be written. */
export function writeAsked(flag: string, path: string | undefined, text: () => string): void {
  if (path === undefined) return;
  try {
    writeFileSync(path, text());
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new Problem(`${flag} cannot be written: ${error.message}`);
  }
}

/** Where a report is written besides. */
export interface FileFlags {
  readonly junit?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly openmetrics?: string;
}

/** What is made another way than from the report alone. */
export interface OtherTexts {
  readonly junit?: () => string;
  readonly html?: () => string;
}

/** Writes a report wherever flags ask for it. @throws Problem where it cannot be written. */
export function writeReportAsked(flags: FileFlags, report: Report, others: OtherTexts = {}): void {
  for (const name of ['junit', 'html', 'markdown', 'openmetrics'] as const) {
    const other = name === 'junit' || name === 'html' ? others[name] : undefined;
    writeAsked(`--${name}`, flags[name], other ?? (() => reporters[name].render(report)));
  }
}
