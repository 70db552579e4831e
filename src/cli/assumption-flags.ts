import { Option, type Command } from 'commander';
import type { Assumptions } from '../models/assumptions.js';
import { durationUs } from '../scenario/duration.js';
import { Problem } from '../scenario/problem.js';

/** The flags of `check` that say what the judge may take for granted. */
export interface AssumptionFlags {
  readonly complete?: boolean;
  readonly initial?: 'fresh' | 'unknown';
  readonly tick?: string;
  readonly drift?: string;
  readonly graceEarly?: string;
  readonly graceLate?: string;
  readonly horizon?: string;
  readonly boundary?: 'inclusive' | 'exclusive';
  readonly state?: 'durable' | 'perProcess';
  readonly shared?: boolean;
  readonly minMargin?: string;
  readonly resolution?: string;
  readonly offsetBound?: string;
}

/** Adds them to a command. */
export function addAssumptionFlags(command: Command): Command {
  return command
    .option(
      '--complete',
      'every action that touched the keys is in the file; else only over-admission is judged',
    )
    .addOption(
      new Option('--initial <state>', 'what was before the first action').choices(['fresh', 'unknown']),
    )
    .option('--tick <duration>', "the step of the server's clock, e.g. 1ms; 0 for the exact integer model")
    .option('--drift <ppm>', "how far the clocks' rates may differ, in parts per million")
    .option('--grace-early <duration>', 'how much earlier a limit may end')
    .option('--grace-late <duration>', 'how much later a limit may end')
    .option('--horizon <duration>', 'the longest a server may still run an unanswered action')
    .addOption(
      new Option('--boundary <kind>', 'whether a limit accepts at exactly its length').choices([
        'inclusive',
        'exclusive',
      ]),
    )
    .addOption(
      new Option('--state <kind>', 'whether the state survives a restart').choices(['durable', 'perProcess']),
    )
    .option('--shared', 'others use the same keys unseen')
    .option('--min-margin <duration>', 'proofs thinner than this are near-edge')
    .option('--resolution <duration>', 'how coarse the recorded times are')
    .option('--offset-bound <duration>', 'how far the clocks of several machines may be apart');
}

/** The assumptions a history came with, changed by what the flags say. */
export function assumptionsOf(stored: Assumptions, flags: AssumptionFlags): Assumptions {
  const us = (name: string, text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : durationOf(name, text);
  return {
    ...stored,
    complete: flags.complete ?? stored.complete,
    initial: flags.initial ?? stored.initial,
    boundary: flags.boundary ?? stored.boundary,
    state: flags.state ?? stored.state,
    exclusive: flags.shared === true ? false : stored.exclusive,
    tickUs: us('tick', flags.tick, stored.tickUs),
    driftPpm: flags.drift === undefined ? stored.driftPpm : ppmOf(flags.drift),
    graceUs: {
      early: us('grace-early', flags.graceEarly, stored.graceUs.early),
      late: us('grace-late', flags.graceLate, stored.graceUs.late),
    },
    horizonUs: flags.horizon === undefined ? stored.horizonUs : durationOf('horizon', flags.horizon),
    minMarginUs: us('min-margin', flags.minMargin, minMarginOf(stored, flags)),
    resolutionUs: us('resolution', flags.resolution, stored.resolutionUs),
    offsetBoundUs: us('offset-bound', flags.offsetBound, stored.offsetBoundUs),
  };
}

/** One tick, unless somebody said otherwise: so `--tick 0` is exact in this too. */
function minMarginOf(stored: Assumptions, flags: AssumptionFlags): number {
  if (flags.tick === undefined || stored.minMarginUs !== stored.tickUs) return stored.minMarginUs;
  return durationOf('tick', flags.tick);
}

function durationOf(name: string, text: string): number {
  try {
    return durationUs(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  } catch (error) {
    throw new Problem(`--${name}: ${(error as Error).message}`);
  }
}

function ppmOf(text: string): number {
  const ppm = Number(text);
  if (!Number.isFinite(ppm) || ppm < 0 || ppm >= 1e6) {
    throw new Problem(`--drift takes parts per million from 0 to below 1000000, not '${text}'`);
  }
  return ppm;
}
