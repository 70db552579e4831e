import { behaviourOf } from '../../src/servers/catalog.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import type { World } from '../../src/playing/simulate.js';
import type { Latency, Span } from '../../src/transports/simulated.js';

/** A day on which a correct server has bad luck, and what a tester of it would rightly assume. */
export interface BadDay {
  readonly world: World;
  readonly oracle: Readonly<Record<string, unknown>>;
  /** What went wrong, for the message of a failing test. */
  readonly troubles: readonly string[];
}

/** How long a run of the gate's scenario goes on, roughly. */
const runUs = 6_000_000;

const troubleNames = [
  'server stall',
  'long server stall',
  'generator stall',
  'lost answers',
  'lost requests',
  'single cuts',
  'mass cut',
  'durable restart',
  'forgetful restart',
  'second run',
  'clock off',
  'slow store',
] as const;

/** A day made from a seed: each trouble comes on about every third day, so they also meet. */
export function badDay(seed: string, bug: string | null = null): BadDay {
  const random = randomOf(seed, 'troubles');
  const troubles = troubleNames.filter(() => random.below(3) === 0);
  const has = (name: (typeof troubleNames)[number]): boolean => troubles.includes(name);
  const restarts = has('durable restart') || has('forgetful restart') ? [restart(random)] : [];
  const state = has('forgetful restart') ? ('perProcess' as const) : ('durable' as const);
  return {
    troubles,
    world: {
      seed,
      behaviour: behaviourOf('arena', bug),
      network: {
        up: latency(random),
        down: latency(random),
        jitterUs: random.below(5000),
        lostAnswers: has('lost answers') ? 0.05 : 0,
        lostRequests: has('lost requests') ? 0.03 : 0,
        clientStalls: has('generator stall')
          ? [span(random, 100_000), span(random, 100_000)].sort(byStart)
          : [],
        cuts: [
          ...(has('single cuts') ? [cut(random, [random.below(12)]), cut(random, [random.below(12)])] : []),
          ...(has('mass cut') ? [cut(random)] : []),
        ],
      },
      server: {
        restarts,
        state,
        stalls: [
          ...(has('server stall') ? [span(random, 100_000)] : []),
          ...(has('long server stall') ? [span(random, 2_000_000)] : []),
        ].sort(byStart),
        ...(has('clock off')
          ? { clock: { offsetUs: random.below(10_000_000), ratePpm: random.below(1001) - 500, tickUs: 1000 } }
          : {}),
        ...(has('slow store') ? { storeLatency: { kind: 'uniform', fromUs: 100, toUs: 5000 } as const } : {}),
      },
      ...(has('second run')
        ? {
            hidden: {
              users: 5,
              resources: ['r0', 'r1', 'r2', 'r3'],
              everyUs: 40_000,
              fromUs: 0,
              toUs: runUs,
            },
          }
        : {}),
    },
    oracle: {
      initial: 'fresh',
      state,
      ...(has('second run') ? { exclusive: false } : {}),
    },
  };
}

function latency(random: Random): Latency {
  return { kind: 'exponential', floorUs: 100 + random.below(3000), meanUs: 100 + random.below(8000) };
}

function span(random: Random, lengthUs: number): Span {
  const fromUs = random.below(runUs);
  return { fromUs, toUs: fromUs + lengthUs };
}

function cut(random: Random, users?: readonly number[]) {
  return {
    atUs: random.below(runUs),
    noticedAfterUs: random.below(300_000),
    requests: random.below(2) === 0 ? ('lost' as const) : ('arrive' as const),
    ...(users === undefined ? {} : { users }),
  };
}

function restart(random: Random) {
  return { atUs: 1_000_000 + random.below(runUs - 2_000_000), downUs: random.below(800_000) };
}

function byStart(a: Span, b: Span): number {
  return a.fromUs - b.fromUs;
}
