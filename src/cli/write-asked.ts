import { writeFileSync } from 'node:fs';
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
