import type { Attempt } from '../../../models/model.js';
import type { Question, Sighting, World } from '../search.js';
import { seen } from '../windows.js';

/** What attempts take of a limit by a clock. */
export interface Costs {
  /** What an attempt takes; 1 where the limiter ignores costs. */
  of(row: number): number;
  /** Whether a refused attempt is counted like an accepted one. */
  readonly refusalsCount: boolean;
}

/** Longer questions are not taken to pieces. */
const piecesMost = 20_000;

/** Asks the model, by attempts that cost more than its limit, what it makes of costs. */
export function costsOf(world: World, limit: number): Costs {
  const { model } = world;
  const { accepts, next } = model.decide(model.init(), attemptOf(limit + 1), 0);
  return {
    of: (row) => (accepts ? 1 : world.attemptAt(row).cost),
    refusalsCount: !accepts && !model.decide(next, attemptOf(1), 0).accepts,
  };
}

const attemptOf = (cost: number): Attempt => ({ user: '', resource: '', action: 'act', cost });

/** A question in which every attempt costs 1. */
export interface Pieces {
  readonly question: Question;
  /** The first piece of each action, and after the last one the number of all. */
  readonly from: Int32Array;
}

/**
 * A question about single units that has an explanation wherever the given one has: an accept of
 * several is as many accepts of one, each at its own time; a refusal of several shows only that not so
 * much was left, which is dropped, but may have been counted. `null` where that would be too many.
 */
export function inPieces(question: Question, costs: Costs): Pieces | null {
  const { actions } = question;
  const from = new Int32Array(actions.length + 1);
  const pieces: Sighting[] = [];
  for (const [index, action] of actions.entries()) {
    const cost = costs.of(action.row);
    if (pieces.length + cost > piecesMost) return null;
    const isSplit = cost > 1 && action.seen === seen.reject;
    const piece = isSplit ? { ...action, seen: seen.unknown } : action;
    for (let unit = 0; unit < cost; unit++) pieces.push(piece);
    from[index + 1] = pieces.length;
  }
  return { question: { ...question, actions: pieces }, from };
}
