import { cooldown, fixedWindow, slidingLog, tokenBucket } from '../../src/models/index.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import type { Candidate, ProbeSpec } from '../../src/probe/contract.js';
import { probeOf } from '../../src/probe/probe.js';
import { deciderOf, playedProbe, type Network, type Played } from './simulated.js';
import type { Model } from './imports.js';

/** Limits a probe is to find: none of their numbers is round. */
export const hidden: Readonly<Record<string, Model>> = {
  'cooldown 147.3 ms per resource': cooldown({ per: ['resource'], everyUs: 147_300 }),
  'cooldown 683 ms per user': cooldown({ per: ['user'], everyUs: 683_000 }),
  'cooldown 2111 ms per resource': cooldown({ per: ['resource'], everyUs: 2_111_000 }),
  'bucket 3, 310 ms, per user': tokenBucket({ per: ['user'], capacity: 3, refillEveryUs: 310_000 }),
  'bucket 5, 97 ms, per user': tokenBucket({ per: ['user'], capacity: 5, refillEveryUs: 97_000 }),
  'bucket 8, 1234 ms, per user': tokenBucket({ per: ['user'], capacity: 8, refillEveryUs: 1_234_000 }),
  'log 2 in 733 ms per user': slidingLog({ per: ['user'], limit: 2, windowUs: 733_000 }),
  'log 5 in 1930 ms per user': slidingLog({ per: ['user'], limit: 5, windowUs: 1_930_000 }),
  'log 10 in 3877 ms per user': slidingLog({ per: ['user'], limit: 10, windowUs: 3_877_000 }),
  'window 2 in 517 ms per user': fixedWindow({ per: ['user'], limit: 2, windowUs: 517_000 }),
  'window 5 in 1459 ms per user': fixedWindow({ per: ['user'], limit: 5, windowUs: 1_459_000 }),
  'window 9 in 3391 ms per user': fixedWindow({ per: ['user'], limit: 9, windowUs: 3_391_000 }),
  'clock 1 in 853 ms per user': byClock(1, 853_000, 123_456),
  'clock 4 in 1709 ms per user': byClock(4, 1_709_000, 1_000_001),
  'clock 7 in 4217 ms per user': byClock(7, 4_217_000, 77_777),
  'cooldown 911 ms per user and resource': cooldown({ per: ['user', 'resource'], everyUs: 911_000 }),
  'cooldown 1301 ms for all': cooldown({ per: [], everyUs: 1_301_000 }),
  'cooldown 557 ms per connection': cooldown({ per: ['connection'], everyUs: 557_000 }),
  'debounce 743 ms per user': cooldown({ per: ['user'], everyUs: 743_000, restartOnReject: true }),
  'log 3 in 1103 ms per resource': slidingLog({ per: ['resource'], limit: 3, windowUs: 1_103_000 }),
};

function byClock(limit: number, windowUs: number, originUs: number): Model {
  return fixedWindow({ per: ['user'], limit, windowUs, anchor: 'epoch', originUs });
}

export const network: Network = { leastUs: 1000, mostUs: 8000 };

export function specOf(seed: string, over: Partial<ProbeSpec> = {}): ProbeSpec {
  return {
    seed,
    users: 6,
    resources: 6,
    fresh: true,
    roundTripUs: 20_000,
    longestUs: 10_000_000,
    budget: { actions: 600, timeUs: 600_000_000 },
    assumptions: { ...defaultAssumptions, tickUs: 0, driftPpm: 0 },
    declared: null,
    ...over,
  };
}

export interface Score {
  readonly played: Played;
  /** The only candidate is of the right family, on the right key, with the right choices and count. */
  readonly isRightKind: boolean;
  /** All times told are as near to the true ones as the two narrowest windows together are long. */
  readonly isNear: boolean;
  /** The truth is among the candidates, its numbers inside the intervals. */
  readonly isSound: boolean;
}

/** Plays a probe against a limit and compares what it says with the truth. */
export function scoreOf(
  truth: Model,
  seed: string,
  over: Partial<ProbeSpec> = {},
  slow: Network = network,
): Score {
  const played = playedProbe(probeOf(specOf(seed, over)), deciderOf(truth), slow, seed);
  const { candidates } = played.probe.findings();
  const same = candidates.filter((one) => isSameKind(one, truth));
  const nearUs = narrowestTwoUs(played);
  return {
    played,
    isRightKind: candidates.length === 1 && same.length === 1 && isCountRight(same[0].model, truth),
    isNear: same.some((one) => errorsUs(one, truth).every((us) => us <= nearUs)),
    isSound: same.some((one) => isInside(one, truth)),
  };
}

const choiceDefaults = { restartOnReject: false, anchor: 'first', refresh: 'never' } as const;

function isSameKind({ family, per, choices }: Candidate, truth: Model): boolean {
  if (family !== truth.name || per.join() !== truth.per.join()) return false;
  return (Object.keys(choiceDefaults) as (keyof typeof choiceDefaults)[]).every(
    (name) => (choices[name] ?? choiceDefaults[name]) === (truth.parameters[name] ?? choiceDefaults[name]),
  );
}

const numberOf = (model: Model, name: string): number => Number(model.parameters[name]);

function isCountRight(found: Model, truth: Model): boolean {
  return ['capacity', 'limit'].every((name) => found.parameters[name] === truth.parameters[name]);
}

function errorsUs({ model, parameters }: Candidate, truth: Model): readonly number[] {
  return Object.entries(parameters).flatMap(([name, { least, most }]) => {
    if (name === 'originUs') return [phaseErrorUs(truth, least, most).middle];
    return name.endsWith('Us') ? [Math.abs(numberOf(model, name) - numberOf(truth, name))] : [];
  });
}

/** How far the middle of an interval of instants is from a true beginning of a window, and whether one is inside. */
function phaseErrorUs(truth: Model, least: number, most: number): { middle: number; isInside: boolean } {
  const [windowUs, originUs] = [numberOf(truth, 'windowUs'), numberOf(truth, 'originUs')];
  const after = (us: number): number => (((us - originUs) % windowUs) + windowUs) % windowUs;
  const middle = after((least + most) / 2);
  return { middle: Math.min(middle, windowUs - middle), isInside: after(most) <= most - least };
}

function isInside({ parameters }: Candidate, truth: Model): boolean {
  return Object.entries(parameters).every(([name, { least, most }]) => {
    if (name === 'originUs') return phaseErrorUs(truth, least, most).isInside;
    return numberOf(truth, name) >= least && numberOf(truth, name) <= most;
  });
}

function narrowestTwoUs({ history }: Played): number {
  const widths = Array.from(history.settledAtUs, (us, row) => us - history.sentAtUs[row]).sort(
    (a, b) => a - b,
  );
  return widths[0] + widths[1];
}
