import type { Action, HistoryEvent } from '../../src/history/action.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import { outcomeKinds, type OutcomeKind } from '../../src/history/outcome.js';
import type { Assumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/index.js';
import type { Random } from '../../src/plan/random.js';
import type { Tiny, TinyWorld } from './brute-force.js';

/** A small run, as it would be stored, with what is taken for granted about it. Times are tiny on purpose. */
export interface Small {
  readonly everyUs: number;
  readonly actions: readonly Action[];
  readonly events: readonly HistoryEvent[];
  readonly assumptions: Assumptions;
}

const pick = <T>(random: Random, values: readonly T[]): T => values[random.below(values.length)];

/** Draws a small run: one or two keys, any outcome, windows of all kinds, any assumptions. */
export function small(random: Random): Small {
  const everyUs = 4 + random.below(7);
  const span = 4 + random.below(26);
  const width = pick(random, [1, 3, 8, 20]);
  const odd = pick(random, [0, 0, 25]);
  const accepts = pick(random, [30, 50, 80]);
  const keys = 1 + random.below(2);
  const actions = Array.from({ length: 1 + random.below(7) }, (_, id): Action => {
    const sentAtUs = random.below(span);
    const settledAtUs = sentAtUs + random.below(width);
    const outcome: OutcomeKind =
      random.below(100) < odd
        ? pick(random, ['unknown', 'unknown', 'error', 'dropped'] as const)
        : random.below(100) < accepts
          ? 'accepted'
          : 'rejected';
    return {
      id,
      user: `u${random.below(3)}`,
      resource: `r${random.below(keys)}`,
      step: 0,
      intendedAtUs: sentAtUs,
      sentAtUs: outcome === 'dropped' ? null : sentAtUs,
      settledAtUs:
        outcome === 'dropped' || (outcome === 'unknown' && random.below(2) === 0) ? null : settledAtUs,
      outcome,
    };
  });
  const events: HistoryEvent[] =
    random.below(5) === 0 ? [{ kind: 'server-restarted', atUs: random.below(span) }] : [];
  return { everyUs, actions, events, assumptions: assumptionsOf(random) };
}

function assumptionsOf(random: Random): Assumptions {
  const exact = random.below(3) === 0;
  return {
    tickUs: exact ? 0 : random.below(3),
    driftPpm: exact ? 0 : pick(random, [0, 50_000, 150_000]),
    graceUs: { early: exact ? 0 : random.below(3), late: exact ? 0 : random.below(3) },
    horizonUs: pick(random, [null, null, 3, 12]),
    initial: pick(random, ['fresh', 'fresh', 'unknown'] as const),
    exclusive: random.below(10) !== 0,
    complete: random.below(10) !== 0,
    state: pick(random, ['durable', 'perProcess'] as const),
    boundary: pick(random, ['inclusive', 'inclusive', 'exclusive'] as const),
    minMarginUs: pick(random, [0, 0, 1, 2]),
    resolutionUs: exact ? 0 : random.below(2),
    offsetBoundUs: 0,
  };
}

/** The run as a history. */
export function historyOf({ actions, events }: Pick<Small, 'actions' | 'events'>): History {
  const builder = historyBuilder(8);
  for (const action of actions) builder.add(action);
  for (const event of events) builder.event(event);
  return builder.build();
}

/** One key of a run for the brute force: widened by this file's own reading of the rules. */
export interface BareKey {
  /** Rows of the history, and what the brute force makes of each. */
  readonly rows: readonly number[];
  readonly tiny: readonly Tiny[];
  readonly world: TinyWorld;
}

/** Every key of a history that has anything sent, for the brute force. */
export function bareKeys({ everyUs, events, assumptions }: Small, history: History): readonly BareKey[] {
  const keys = new Map<string, number[]>();
  for (let row = 0; row < history.length; row++) {
    const { outcome, resource } = history.actionAt(row);
    if (outcome !== 'dropped') keys.set(resource, [...(keys.get(resource) ?? []), row]);
  }
  return [...keys.values()].map((rows) => {
    const tiny = rows.map((row) => tinyOf(history.actionAt(row), assumptions));
    return { rows, tiny, world: worldOf(everyUs, tiny, events, assumptions) };
  });
}

function tinyOf(action: Action, { tickUs, resolutionUs, horizonUs }: Assumptions): Tiny {
  const sentUs = action.sentAtUs ?? 0;
  const isKnown = action.outcome === 'accepted' || action.outcome === 'rejected';
  const latestUs = isKnown || horizonUs === null ? Infinity : sentUs + horizonUs;
  return {
    startUs: sentUs - tickUs - resolutionUs,
    endUs: Math.min(action.settledAtUs ?? Infinity, latestUs) + resolutionUs,
    answer: !isKnown ? 'unknown' : action.outcome === 'accepted' ? 'accept' : 'reject',
  };
}

function worldOf(
  everyUs: number,
  tiny: readonly Tiny[],
  events: readonly HistoryEvent[],
  assumptions: Assumptions,
): TinyWorld {
  const { driftPpm, graceUs, boundary, tickUs, resolutionUs } = assumptions;
  const lengthUs = boundary === 'exclusive' ? everyUs + 1 : everyUs;
  const shareOf = driftPpm / 1_000_000;
  const leastUs = Math.floor(lengthUs - lengthUs * shareOf + 1e-9) - graceUs.early;
  const mostUs = Math.ceil(lengthUs / (1 - shareOf) - 1e-9) + graceUs.late;
  const restarts = events
    .filter((event) => event.kind === 'server-restarted')
    .map(({ atUs }) => ({ fromUs: atUs - tickUs - resolutionUs, toUs: atUs + resolutionUs }));
  return {
    accepting: cooldown({ per: [], everyUs: leastUs }),
    refusing: cooldown({ per: [], everyUs: mostUs }),
    startUs: assumptions.initial === 'unknown' ? Math.min(...tiny.map(({ startUs }) => startUs)) : null,
    rejectsBind: assumptions.exclusive && assumptions.complete,
    restarts: assumptions.state === 'perProcess' ? restarts : [],
  };
}

/** The run as code that can be pasted into a test. */
export function pasteableRun(run: Small): string {
  return `judge(cooldown({ per: ['resource'], everyUs: ${run.everyUs} }), historyOf(${JSON.stringify(run)}), ${JSON.stringify(run.assumptions)})`;
}

/** The code of an outcome in a history's column. */
export const codeOf = (kind: OutcomeKind): number => outcomeKinds.indexOf(kind);
