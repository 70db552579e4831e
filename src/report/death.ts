import { clip } from './clip.js';
import type { RunEvidence } from './evidence.js';

/** That the server ended although nobody ended it; nothing where it did not, or only when all was over. */
export function deathText({ serverDied, connections, counts }: RunEvidence): readonly string[] {
  if (serverDied === null) return [];
  const { dropped, errors, unknown } = counts;
  const isFelt = connections.dropped + connections.failed + dropped + errors + unknown > 0;
  return isFelt ? [`the server died: ${shortDeath(serverDied)}`] : [];
}

/** How a process ended, and the line of its last words that says most: of an error its message, not its stack. */
function shortDeath(death: string): string {
  const lines = death.split(/\r?\n/u).map((line) => line.trim());
  const [first = '', ...more] = lines.filter((line) => line !== '');
  const { how, said } = partsOf(first);
  const words = [said, ...more].filter((line) => line !== '' && !isFrame(line));
  const last = words.findLast((line) => /^(?:Uncaught )?\w*Error\b/u.test(line)) ?? words.at(-1);
  return last === undefined ? how : `${how}: ${clip(last)} (its last words)`;
}

/** `node 1 of 2: exit code 7: disk full`: up to how it ended, and what it said on the same line. */
function partsOf(line: string): { readonly how: string; readonly said: string } {
  const how = /^.*?(?:exit code -?\w+|SIG[A-Z0-9]+)/u.exec(line)?.[0];
  return how === undefined
    ? { how: line, said: '' }
    : { how, said: line.slice(how.length).replace(/^:\s*/u, '') };
}

/** What Node prints around the message of an error that nobody caught. */
function isFrame(line: string): boolean {
  return /^(?:at |Node\.js v|\^+$|[{}\])]+$)/u.test(line);
}
