import type { Action, HistoryEvent } from '../../../src/history/action.js';
import { historyBuilder } from '../../../src/history/columns.js';
import type { History } from '../../../src/history/history.js';
import type { StateChange, StateSpec } from '../../../src/oracle/state/contract.js';
import type { Random } from '../../../src/plan/random.js';

/** One action of a small world, with integer instants. */
export interface Deed {
  readonly fromUs: number;
  readonly untilUs: number;
  readonly by: number;
  readonly member: string;
  readonly outcome: 'accepted' | 'rejected' | 'unknown';
}

export interface Look {
  readonly askedAtUs: number;
  readonly atUs: number;
}

/** What is tried: deeds on one key, looks one after another, and what they saw. */
export interface SmallWorld {
  readonly kind: 'number' | 'members';
  readonly start: number | null;
  /** The server was there before, and holds something that `start` does not say. */
  readonly isUsed: boolean;
  readonly deeds: readonly Deed[];
  readonly looks: readonly Look[];
  readonly seen: readonly (number | readonly string[])[];
}

/** Later than every instant of a small world. */
const endUs = 9;

/** How deeds and looks are drawn. */
export interface Draw {
  readonly kind: SmallWorld['kind'];
  readonly bys: readonly number[];
  readonly deedsMost: number;
  readonly looksMost: number;
  readonly starts: readonly (number | null)[];
  /** Whether the server was there before. */
  readonly isUsed?: boolean;
}

const pick = <T>(random: Random, values: readonly T[]): T => values[random.below(values.length)];

/** A world of a correct server: every look saw what the deeds had made of the state by some instant. */
export function correctWorld(random: Random, draw: Draw): SmallWorld {
  const deeds = Array.from({ length: random.below(draw.deedsMost + 1) }, (): Deed => {
    const fromUs = random.below(endUs - 1);
    return {
      fromUs,
      untilUs: fromUs + random.below(Math.min(4, endUs - fromUs)),
      by: pick(random, draw.bys),
      member: pick(random, ['ann', 'bob']),
      outcome: pick(random, ['accepted', 'accepted', 'accepted', 'rejected', 'unknown']),
    };
  }).sort((a, b) => a.fromUs - b.fromUs);
  const looks: Look[] = [];
  for (let askedAtUs = random.below(4); looks.length < draw.looksMost && askedAtUs <= endUs;) {
    const atUs = askedAtUs + random.below(3);
    looks.push({ askedAtUs, atUs });
    askedAtUs = atUs + 1 + random.below(3);
  }
  const start = pick(random, draw.starts);
  const applied = deeds.map((deed, index) => ({ deed, index, atUs: instantOf(random, deed) }));
  applied.sort((a, b) => a.atUs - b.atUs || a.index - b.index);
  const isUsed = draw.isUsed === true;
  const base = (start ?? random.below(3)) + (isUsed ? random.below(4) : 0);
  const hereBefore = isUsed || start === null ? ['ann', 'bob'].filter(() => random.below(2) === 0) : [];
  const seen = looks.map(({ askedAtUs, atUs }) => {
    const lookUs = askedAtUs + random.below(atUs - askedAtUs + 1);
    const before = applied.filter(({ atUs: us }) => us <= lookUs).map(({ deed }) => deed);
    return draw.kind === 'number'
      ? before.reduce((sum, { by }) => sum + by, base)
      : membersAfter(hereBefore, before);
  });
  return { kind: draw.kind, start, isUsed, deeds, looks, seen };
}

/** The same with one look that may have seen something else. */
export function bent(random: Random, world: SmallWorld): SmallWorld {
  // Of keys and members that nobody acted on nothing is said.
  if (world.deeds.length === 0) return world;
  const index = random.below(Math.max(1, world.seen.length));
  const seen = world.seen.map((value, at) => {
    if (at !== index) return value;
    if (typeof value === 'number') return value + pick(random, [-2, -1, 1, 2]);
    const { member } = pick(random, world.deeds);
    return value.includes(member) ? value.filter((one) => one !== member) : [...value, member];
  });
  return { ...world, seen };
}

function instantOf(random: Random, { fromUs, untilUs, outcome }: Deed): number {
  if (outcome === 'rejected' || (outcome === 'unknown' && random.below(2) === 0)) return Infinity;
  const lastUs = outcome === 'unknown' ? endUs + 3 : untilUs;
  return fromUs + random.below(lastUs - fromUs + 1);
}

function membersAfter(before: readonly string[], deeds: readonly Deed[]): readonly string[] {
  const members = new Set(before);
  for (const { by, member } of deeds) {
    if (by > 0) members.add(member);
    else members.delete(member);
  }
  return [...members].sort();
}

/** Whether some choice of instants, orders and outcomes explains what was seen: all of them are tried. */
export function isExplained(world: SmallWorld): boolean {
  const { kind } = world;
  const members = kind === 'members' ? ['ann', 'bob'] : [''];
  // Members do not touch each other, and the server may look at each at an instant of its own.
  return members.every((member) =>
    lookInstants(world.looks).some((instants) => isExplainedAt(world, member, instants)),
  );
}

function lookInstants(looks: readonly Look[]): readonly (readonly number[])[] {
  return looks.reduce<readonly (readonly number[])[]>(
    (all, { askedAtUs, atUs }) =>
      all.flatMap((before) =>
        Array.from({ length: atUs - askedAtUs + 1 }, (_, later) => [...before, askedAtUs + later]),
      ),
    [[]],
  );
}

function isExplainedAt(world: SmallWorld, member: string, instants: readonly number[]): boolean {
  const { kind } = world;
  const start = world.isUsed ? null : world.start;
  const own = world.deeds.filter(
    (deed) => deed.outcome !== 'rejected' && (kind === 'number' || deed.member === member),
  );
  const bases = start !== null ? [kind === 'number' ? start : 0] : kind === 'number' ? null : [0, 1];
  const place = (index: number, atUs: readonly number[]): boolean => {
    if (index === own.length) return fits(atUs);
    const { fromUs, untilUs, outcome } = own[index];
    const lastUs = outcome === 'unknown' ? endUs + 3 : untilUs;
    if (outcome === 'unknown' && place(index + 1, [...atUs, Infinity])) return true;
    for (let us = fromUs; us <= lastUs; us++) if (place(index + 1, [...atUs, us])) return true;
    return false;
  };
  const fits = (atUs: readonly number[]): boolean =>
    orders(own.map((deed, index) => ({ deed, us: atUs[index] }))).some((order) => {
      const sums = instants.map((lookUs) => order.filter(({ us }) => us <= lookUs).map(({ deed }) => deed));
      if (kind === 'number') {
        const totals = sums.map((some) => some.reduce((sum, { by }) => sum + by, 0));
        const numbers = world.seen as readonly number[];
        const base = bases?.[0] ?? (numbers[0] ?? 0) - (totals[0] ?? 0);
        return totals.every((total, index) => base + total === numbers[index]);
      }
      return (bases ?? []).some((base) =>
        sums.every((some, index) => {
          const last = some.at(-1);
          const isIn = last === undefined ? base === 1 : last.by > 0;
          return isIn === (world.seen[index] as readonly string[]).includes(member);
        }),
      );
    });
  return place(0, []);
}

/** All orders that the instants leave open. Sums do not depend on them. */
function orders<T extends { readonly us: number }>(some: readonly T[]): readonly (readonly T[])[] {
  if (some.length === 0) return [[]];
  const firstUs = Math.min(...some.map(({ us }) => us));
  return some.flatMap((one, index) =>
    one.us === firstUs ? orders(some.filter((_, at) => at !== index)).map((rest) => [one, ...rest]) : [],
  );
}

export const key = 'r0';

/** The world as a history, and the check that looks at it. */
export function recorded(world: SmallWorld): { readonly spec: StateSpec; readonly history: History } {
  const builder = historyBuilder(8);
  const changes = new Map<number, StateChange>();
  world.deeds.forEach(({ fromUs, untilUs, outcome, by, member }, id) => {
    const action: Action = {
      id,
      user: member,
      resource: key,
      step: id,
      intendedAtUs: fromUs,
      sentAtUs: fromUs,
      settledAtUs: outcome === 'unknown' ? null : untilUs,
      outcome,
    };
    builder.add(action);
    changes.set(id, { key, by, member });
  });
  world.looks.forEach(({ askedAtUs, atUs }, index) => {
    const event: HistoryEvent = {
      kind: 'state-read',
      check: 'tally',
      askedAtUs,
      atUs,
      values: { [key]: world.seen[index] },
    };
    builder.event(event);
  });
  const spec: StateSpec = {
    name: 'tally',
    kind: world.kind,
    start: world.start,
    settleUs: 0,
    changeOf: ({ id }) => changes.get(Number(id)) ?? null,
  };
  return { spec, history: builder.build() };
}
