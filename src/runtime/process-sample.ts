import { readFile } from 'node:fs/promises';
import type { ProcessSample } from './server-watch.js';

/** Of Linux, on every machine that Node runs on: a tick of /proc is a hundredth of a second, a page 4096 bytes. */
const tickUs = 10_000;
const pageBytes = 4096;

/** Memory and processor time of a process from /proc; `null` where there is no such process, or no /proc. */
export async function processSample(pid: number): Promise<ProcessSample | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name of the command is in parentheses, and may hold spaces and parentheses.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [userTicks, systemTicks, pages] = [fields[11], fields[12], fields[21]];
    if (![userTicks, systemTicks, pages].every(Number.isFinite)) return null;
    return { rssBytes: (pages ?? 0) * pageBytes, cpuUs: ((userTicks ?? 0) + (systemTicks ?? 0)) * tickUs };
  } catch {
    return null;
  }
}
