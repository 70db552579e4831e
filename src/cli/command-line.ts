import { marginFlag } from '../playing/margin.js';
import type { Scenario } from '../scenario/scenario.js';

/** The command that repeats a run: what was typed, and the seed even if nobody typed one. */
export function commandOf(scenario: Scenario, argv: readonly string[]): string {
  const seeded = argv.some((word) => word === '--seed' || word.startsWith('--seed='));
  const words = seeded ? argv : [...argv, '--seed', scenario.seed];
  return commandLine([...words, ...marginWords(scenario, argv)]);
}

/** The command that repeats one play of a repeated run alone: what was typed, with the seed of that play. */
export function commandOfPlay(scenario: Scenario, argv: readonly string[]): string {
  const isRepeated = argv.some((word) => word === '--repeat' || word.startsWith('--repeat='));
  return commandOf(scenario, isRepeated ? withoutFlags(argv, ['--repeat', '--seed']) : argv);
}

/** A command line without some flags and their values. */
function withoutFlags(argv: readonly string[], flags: readonly string[]): readonly string[] {
  return argv.filter((word, index) => {
    const isValue = flags.includes(argv[index - 1] ?? '');
    return !isValue && !flags.some((flag) => word === flag || word.startsWith(`${flag}=`));
  });
}

/** A margin that was measured is part of the plan, and the next measurement may say another. */
function marginWords({ marginUs }: Scenario, argv: readonly string[]): readonly string[] {
  const said = argv.some((word) => word === '--margin' || word.startsWith('--margin='));
  return said || marginUs === null ? [] : ['--margin', marginFlag(marginUs)];
}

/** A command of turnwise as a shell takes it, whatever is in its words. */
export function commandLine(words: readonly string[]): string {
  return ['turnwise', ...words].map(shellWord).join(' ');
}

/** A word as a POSIX shell takes it back. */
function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
