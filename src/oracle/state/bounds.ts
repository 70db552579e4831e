import type { Change } from './changes.js';

/** When the server looked. */
export interface Span {
  readonly askedAtUs: number;
  readonly atUs: number;
}

/** What the changes come to, at least and at most. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** How many surely count, and how many may. */
  readonly sure: number;
  readonly perhaps: number;
}

/**
 * What changes came to by the time the server looked, if that was at one instant and every change happened
 * at some instant of its own time. Counted at every instant at which that may have changed, so that of two
 * changes of which the second surely came later the second is never counted alone. `fits`: whether it can be
 * a given number; a number between the bounds of an instant is taken for possible.
 */
export function boundsSinceStart(
  changes: readonly Change[],
  { askedAtUs, atUs }: Span,
): Bounds & { readonly fits: (value: number) => boolean } {
  const seen = changes.filter(({ fromUs }) => fromUs <= atUs);
  const first = sumAt(seen, askedAtUs);
  const later = seen.filter(
    ({ fromUs, untilUs }) => fromUs > askedAtUs || (untilUs > askedAtUs && untilUs <= atUs),
  );
  const instants = [...new Set(later.flatMap(({ fromUs, untilUs }) => [fromUs, untilUs]))].filter(
    (us) => us > askedAtUs && us <= atUs,
  );
  const moving = movesOf(later, askedAtUs, atUs);
  const sums = [first];
  let now = first;
  for (const us of instants.sort((a, b) => a - b)) {
    for (const { least, most } of moving.get(us) ?? [])
      now = { least: now.least + least, most: now.most + most };
    sums.push(now);
  }
  return {
    least: Math.min(...sums.map(({ least }) => least)),
    most: Math.max(...sums.map(({ most }) => most)),
    ...countsOf(seen, ({ untilUs }) => untilUs <= askedAtUs),
    fits: (value) => sums.some(({ least, most }) => value >= least && value <= most),
  };
}

interface Sum {
  readonly least: number;
  readonly most: number;
}

/** What is counted at an instant: sure from its end on, and perhaps from its beginning on. */
function sumAt(changes: readonly Change[], us: number): Sum {
  let [least, most] = [0, 0];
  for (const change of changes) {
    if (change.fromUs > us) continue;
    const isIn = change.isSure && change.untilUs <= us;
    least += isIn ? change.by : Math.min(0, change.by);
    most += isIn ? change.by : Math.max(0, change.by);
  }
  return { least, most };
}

/** How the sums move where a change may begin to count, and where it surely does. */
function movesOf(
  changes: readonly Change[],
  askedAtUs: number,
  atUs: number,
): ReadonlyMap<number, readonly Sum[]> {
  const moves = new Map<number, Sum[]>();
  const add = (us: number, move: Sum): void => void moves.set(us, [...(moves.get(us) ?? []), move]);
  for (const { fromUs, untilUs, by, isSure } of changes) {
    if (fromUs > askedAtUs) add(fromUs, { least: Math.min(0, by), most: Math.max(0, by) });
    if (isSure && untilUs > askedAtUs && untilUs <= atUs)
      add(untilUs, { least: Math.max(0, by), most: Math.min(0, by) });
  }
  return moves;
}

/**
 * What changes came to between two looks, each at one instant of its time, the first of which was over before
 * the second was asked for.
 */
export function boundsBetween(changes: readonly Change[], first: Span, second: Span): Bounds {
  const between = changes.filter(({ fromUs, untilUs }) => untilUs > first.askedAtUs && fromUs <= second.atUs);
  const isIn = ({ fromUs, untilUs, isSure }: Change): boolean =>
    isSure && fromUs > first.atUs && untilUs <= second.askedAtUs;
  let [least, most] = [0, 0];
  for (const change of between) {
    least += isIn(change) ? change.by : Math.min(0, change.by);
    most += isIn(change) ? change.by : Math.max(0, change.by);
  }
  return { least, most, ...countsOf(between, isIn) };
}

function countsOf(
  changes: readonly Change[],
  isIn: (change: Change) => boolean,
): Pick<Bounds, 'sure' | 'perhaps'> {
  const sure = changes.filter((change) => change.by !== 0 && change.isSure && isIn(change)).length;
  return { sure, perhaps: changes.filter(({ by }) => by !== 0).length - sure };
}
