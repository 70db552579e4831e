import type { Assumptions } from '../models/assumptions.js';
import { durationUs } from '../scenario/duration.js';
import { Problem } from '../scenario/problem.js';
import type { AssumptionFlags } from './assumption-flags.js';

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
