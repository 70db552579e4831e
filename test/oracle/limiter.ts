import type { Action } from '../../src/history/action.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import type { Random } from '../../src/plan/random.js';

/** A run against a limiter that was simulated, with the truth about when it decided. */
export interface LimiterRun {
  readonly model: Model;
  readonly assumptions: Assumptions;
  readonly actions: readonly Action[];
  /** When the server decided, by id; only it knows. */
  readonly decidedAtUs: ReadonlyMap<string | number, number>;
}

/** The troubles of a simulated run. */
interface World {
  readonly everyUs: number;
  /** What the server really enforces. */
  readonly enforcedUs: number;
  readonly latencyUs: number;
  readonly lostShare: number;
  readonly stallEveryUs: number;
  readonly stallUs: number;
  /** The server reads a clock that steps by this. */
  readonly tickUs: number;
  /** Its clock runs this much too fast. */
  readonly driftPpm: number;
  readonly actions: number;
  readonly resources: number;
  readonly gapUs: number;
  readonly initial: 'fresh' | 'unknown';
}

/** A run of a correct limiter under latency, lost answers, stalls, and a clock that ticks and drifts. */
export function correctRun(random: Random): LimiterRun {
  return play(random, worldOf(random, 1));
}

/** The same with a limiter that lets go at seven tenths of its cooldown. */
export function wrongRun(random: Random): LimiterRun {
  return play(random, { ...worldOf(random, 0.7), latencyUs: 4_000, stallUs: 0, lostShare: 0 });
}

function worldOf(random: Random, share: number): World {
  const everyUs = 20_000 + random.below(300_000);
  return {
    everyUs,
    enforcedUs: everyUs * share,
    latencyUs: [500, 5_000, 40_000, 400_000][random.below(4)],
    lostShare: [0, 0, 0.02, 0.2][random.below(4)],
    stallEveryUs: 1_000_000,
    stallUs: [0, 0, 100_000, 700_000][random.below(4)],
    tickUs: [1, 1, 1_000][random.below(3)],
    driftPpm: random.below(1_800) - 900,
    actions: 40 + random.below(160),
    resources: 1 + random.below(3),
    gapUs: 1_000 + random.below(60_000),
    initial: random.below(2) === 0 ? 'fresh' : 'unknown',
  };
}

interface Arrival {
  readonly action: Action;
  readonly arrivesUs: number;
  readonly backUs: number;
}

function play(random: Random, world: World): LimiterRun {
  const arrivals = arrivalsOf(random, world).sort((a, b) => a.arrivesUs - b.arrivesUs);
  const phaseUs = random.unit() * world.tickUs;
  const clockOf = (atUs: number): number =>
    Math.floor((atUs * (1 + world.driftPpm / 1e6) + phaseUs) / world.tickUs) * world.tickUs;
  const last = new Map<string, number>();
  if (world.initial === 'unknown') last.set('r0', clockOf(-random.below(world.everyUs)));
  const decidedAtUs = new Map<string | number, number>();
  const actions = arrivals.map(({ action, arrivesUs, backUs }): Action => {
    const nowUs = clockOf(arrivesUs);
    const accepted = nowUs - (last.get(action.resource) ?? -Infinity) >= world.enforcedUs;
    if (accepted) last.set(action.resource, nowUs);
    decidedAtUs.set(action.id, arrivesUs);
    if (random.unit() < world.lostShare) return { ...action, settledAtUs: null, outcome: 'unknown' };
    const settledAtUs = Math.ceil(arrivesUs + backUs);
    return { ...action, settledAtUs, outcome: accepted ? 'accepted' : 'rejected' };
  });
  return {
    model: cooldown({ per: ['resource'], everyUs: world.everyUs }),
    assumptions: { ...defaultAssumptions, initial: world.initial },
    actions,
    decidedAtUs,
  };
}

function arrivalsOf(random: Random, world: World): Arrival[] {
  const halfUs = (): number => 50 - Math.log(1 - random.unit()) * (world.latencyUs / 2);
  let sentUs = 1_000_000 * random.unit();
  return Array.from({ length: world.actions }, (_, id) => {
    sentUs += -Math.log(1 - random.unit()) * world.gapUs;
    const arrivesUs = afterStall(sentUs + halfUs(), world);
    const action: Action = {
      id,
      user: `u${random.below(20)}`,
      resource: `r${random.below(world.resources)}`,
      step: id,
      intendedAtUs: Math.floor(sentUs),
      sentAtUs: Math.floor(sentUs),
      settledAtUs: null,
      outcome: 'unknown',
    };
    return { action, arrivesUs, backUs: halfUs() };
  });
}

/** While the server stands still nothing is decided; afterwards everything is, in the order it came. */
function afterStall(atUs: number, { stallEveryUs, stallUs }: World): number {
  const intoUs = atUs % stallEveryUs;
  return intoUs < stallUs ? atUs - intoUs + stallUs + intoUs / 1e6 : atUs;
}

/** The run as a history. */
export function historyOfRun({ actions }: Pick<LimiterRun, 'actions'>): History {
  const builder = historyBuilder(256);
  for (const action of actions) builder.add(action);
  return builder.build();
}
