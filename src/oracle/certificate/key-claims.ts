import type { Model } from '../../models/model.js';
import type { Budget } from '../contention/budget.js';
import { gapsOf } from '../contention/gaps.js';
import type { Question, Search, World } from '../contention/search.js';
import { readingsOf, withOrigin, type Readings } from '../verify/readings.js';
import { cooldownInstants } from './cooldown-instants.js';
import { guessed } from './guess.js';
import { GaveUp, narrowed } from './narrow.js';
import { ordered } from './ordered.js';
import { unseenAttempt, type Ground, type Placed } from './placed.js';

/** Everything that was placed on one key, in order. */
export interface PlacedKey {
  /** Where the model leaves it open: when one of its windows begins. */
  readonly originUs: number | null;
  readonly placed: readonly Placed[];
}

/** How a key is placed. */
export interface Placing {
  readonly world: World;
  /** `null`: nobody searches this model; guesses may do all the same. */
  searchOf(world: World): Search | null;
  readonly budget: Budget;
}

/** More beginnings of windows than these are not tried. */
const originsMost = 200;

/** Finds instants for the stretches of a key, one after the other. @throws GaveUp */
export function placedKey(placing: Placing, stretches: readonly Question[]): PlacedKey {
  const { model, assumptions } = placing.world;
  let why: GaveUp | null = null;
  for (const originUs of originsOf(model, stretches)) {
    const told = originUs === null ? model : withOrigin(model, originUs);
    const readings = readingsOf(told, assumptions);
    try {
      const world = withUnseen({ ...placing.world, model: told });
      return { originUs, placed: placedStretches({ ...placing, world }, readings, stretches) };
    } catch (error) {
      if (!(error instanceof GaveUp)) throw error;
      why = error;
    }
  }
  throw why ?? new GaveUp('there is nothing to place');
}

/** Where nobody knows when a window by the clock begins, all beginnings that make a difference. */
function originsOf({ driver }: Model, stretches: readonly Question[]): readonly (number | null)[] {
  if (driver.kind !== 'phases' || driver.originUs !== null) return [null];
  const { windowUs } = driver;
  const edges = stretches.flatMap(({ actions }) =>
    actions.flatMap(({ startUs, endUs }) => (endUs === Infinity ? [startUs] : [startUs, endUs + 1])),
  );
  const phases = new Set(edges.map((atUs) => ((atUs % windowUs) + windowUs) % windowUs));
  return [...phases].slice(0, originsMost);
}

/** Rows below zero are of those unseen. */
const withUnseen = (world: World): World => ({
  ...world,
  attemptAt: (row) => (row < 0 ? unseenAttempt : world.attemptAt(row)),
});

function placedStretches(
  placing: Placing,
  readings: Readings,
  stretches: readonly Question[],
): readonly Placed[] {
  const { world, budget } = placing;
  const ground: Ground = { readings, attemptAt: (row) => world.attemptAt(row) };
  const search = placing.searchOf(world);
  return stretches.flatMap((stretch) => {
    const placed =
      guessed(ground, stretch) ?? ordered(ground, searched(world, search, alone(stretch), budget));
    if (placed === null) throw new GaveUp('instants were found, but not in what order the model agrees with');
    return placed;
  });
}

/** Others need not have come in between: an explanation without them is looked for. */
const alone = (stretch: Question): Question =>
  stretch.isAlone ? stretch : { ...stretch, pastUntilUs: null, isAlone: true };

function searched(world: World, search: Search | null, stretch: Question, budget: Budget): readonly Placed[] {
  const { model, assumptions } = world;
  const { driver } = model;
  const shortcut = (known: Question): readonly Placed[] | null =>
    driver.kind === 'interval-recursion'
      ? cooldownInstants(gapsOf(driver.everyUs, assumptions), known, budget)
      : null;
  if (search === null) throw new GaveUp('simple guesses do not do, and nothing else was tried');
  return shortcut(stretch) ?? narrowed(search, stretch, budget, shortcut);
}
