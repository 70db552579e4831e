import type { Command } from 'commander';
import { wholeNumber } from './options.js';

/** The flag that plays a scenario with one seed after the other. */
export interface RepeatFlags {
  readonly repeat?: string;
}

const playsMost = 10_000;

/** Adds the flag to a command. */
export function addRepeatFlag(command: Command): Command {
  return command.option(
    '--repeat <n>',
    'play it n times, with the seeds S, S/2 ... S/n: each play is a run with a folder of its own, races are pooled over all of them, the worst verdict counts',
  );
}

/** How often to play. @throws Problem when it is no whole number, none at all or far too many. */
export function playCountOf({ repeat }: RepeatFlags): number {
  return repeat === undefined ? 1 : wholeNumber('--repeat', repeat, 1, playsMost);
}
