import { randomOf, type Random } from '../../src/plan/random.js';

/** Half a day in the life of a small server: everything that happens to it, drawn before it starts. */
export interface Day {
  readonly seed: string;
  readonly troubles: readonly Trouble[];
  readonly runUs: number;
  /** The most time between two actions, on average. */
  readonly gapUsMost: number;
  /** One way, on average, and at least. */
  readonly latencyUs: number;
  readonly lostRequests: number;
  readonly lostAnswers: number;
  /** Nothing is decided in these spans; afterwards everything, in the order it came. */
  readonly serverStalls: readonly Span[];
  /** Answers that come in these spans are read at their end. */
  readonly readerStalls: readonly Span[];
  readonly clock: { readonly offsetUs: number; readonly ratePpm: number; readonly tickUs: number };
  /** The process ends at `fromUs`, and another one listens from `toUs` on. */
  readonly restart: (Span & { readonly forgets: boolean }) | null;
  /** Others act before the run, or beside it, and nobody writes it down. */
  readonly before: boolean;
  readonly beside: boolean;
  readonly random: Random;
}

export interface Span {
  readonly fromUs: number;
  readonly toUs: number;
}

export const troubleNames = [
  'slow network',
  'lost requests',
  'lost answers',
  'server stalls',
  'reader stalls',
  'ticking clock',
  'clock off',
  'second run',
  'forgetful restart',
  'durable restart',
  'others beside',
] as const;
export type Trouble = (typeof troubleNames)[number];

/** Under these little can be decided. */
const isBlinding = (name: Trouble): boolean => name === 'second run' || name === 'others beside';

/** A day with troubles, each on about every third, or every sixth where they blind; or with `calm` ones only. */
export function dayOf(seed: string, runUs: number, calm: readonly Trouble[] | null = null): Day {
  const random = randomOf(seed, 'day');
  const troubles = troubleNames.filter(
    (name) => random.below(isBlinding(name) ? 6 : 3) === 0 && (calm?.includes(name) ?? true),
  );
  const has = (name: Trouble): boolean => troubles.includes(name);
  return {
    seed,
    troubles,
    runUs,
    gapUsMost: calm === null ? 11_000 : 6000,
    latencyUs: has('slow network') ? 8000 : 300 + random.below(1500),
    lostRequests: has('lost requests') ? 0.04 : 0,
    lostAnswers: has('lost answers') ? 0.06 : 0,
    serverStalls: has('server stalls') ? [span(random, runUs, 30_000), span(random, runUs, 90_000)] : [],
    readerStalls: has('reader stalls') ? [span(random, runUs, 40_000), span(random, runUs, 90_000)] : [],
    clock: {
      offsetUs: 10_000_000 + random.below(10_000_000),
      ratePpm: has('clock off') ? random.below(1801) - 900 : 0,
      tickUs: has('ticking clock') ? 1000 : 1,
    },
    restart:
      has('forgetful restart') || has('durable restart')
        ? { ...span(random, runUs, 30_000), forgets: has('forgetful restart') }
        : null,
    before: has('second run'),
    beside: has('others beside'),
    random: randomOf(seed, 'actions'),
  };
}

function span(random: Random, runUs: number, lengthUsMax: number): Span {
  const fromUs = random.below(runUs);
  return { fromUs, toUs: fromUs + 1 + random.below(lengthUsMax) };
}

/** When something that comes at an instant is dealt with, where nothing is in these spans. */
export function afterStalls(atUs: number, stalls: readonly Span[]): number {
  return stalls.reduce((at, { fromUs, toUs }) => (at >= fromUs && at < toUs ? toUs : at), atUs);
}
