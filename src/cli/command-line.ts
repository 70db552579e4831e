import type { Scenario } from '../scenario/scenario.js';

/** The command that repeats a run: what was typed, and the seed even if nobody typed one. */
export function commandOf(scenario: Scenario, argv: readonly string[]): string {
  const seeded = argv.some((word) => word === '--seed' || word.startsWith('--seed='));
  const words = seeded ? argv : [...argv, '--seed', scenario.seed];
  return commandLine(words);
}

/** A command of turnwise as a shell takes it, whatever is in its words. */
export function commandLine(words: readonly string[]): string {
  return ['turnwise', ...words].map(shellWord).join(' ');
}

/** A word as a POSIX shell takes it back. */
function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
