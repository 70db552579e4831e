import type { Explained } from '../../verdict.js';
import type { Budget } from '../budget.js';
import type { Course } from './course.js';
import { candidatesOf, deadlineOf, nothingPlaced, textOf, withPlaced, type Placed } from './placed.js';
import { nothingUsed, stillUsed, unknownsFor, usesNoMore, withUsed, type Used } from './used.js';

/**
 * A limiter for which the order of all its answers matters, as sets of states. Each move returns what
 * can be remembered when an attempt is decided at any instant in the closed window; none when it cannot be.
 */
export interface Machine<Memory> {
  accepted(memory: Memory, startUs: number, endUs: number): readonly Memory[];
  rejected(memory: Memory, startUs: number, endUs: number): readonly Memory[];
  /** Moves of an attempt nobody saw answered, as far as they change anything that could help. */
  unseen(memory: Memory, startUs: number, endUs: number): readonly Memory[];
  /** No later decision can come before this instant. */
  earliestUs(memory: Memory): number;
  /** Whether whatever can follow the one can follow the other. */
  covers(other: Memory, memory: Memory): boolean;
}

/** The state of a search: what is placed, what is used of the unknown, what the limiter remembers. */
interface Node<Memory> {
  readonly accepts: Placed;
  readonly rejects: Placed;
  readonly used: Used;
  readonly memory: Memory;
}

/** What a merge found. */
export interface Merged {
  readonly explained: Explained;
  /** How many of the accepts and rejects could be placed. */
  readonly placed: number;
}

/** Where to begin, and until when attempts that are not in the question may come in between. */
export interface Start<Memory> {
  readonly memories: readonly Memory[];
  readonly hiddenUntilUs: number;
}

/**
 * Looks for an order of accepts, rejects and unknowns that a limiter can have answered: one more
 * accept or reject placed each round, in every way that can matter, unknowns before it where they may
 * help. Exact; polynomial as long as windows of a kind do not nest. Stops when the budget is used up.
 */
export function merge<Memory>(
  machine: Machine<Memory>,
  course: Course,
  start: Start<Memory>,
  budget: Budget,
): Merged {
  const rounds = course.accepts.startUs.length + course.rejects.startUs.length;
  let nodes: readonly Node<Memory>[] = start.memories.map((memory) => ({
    accepts: nothingPlaced,
    rejects: nothingPlaced,
    used: nothingUsed,
    memory,
  }));
  for (let placed = 0; placed < rounds; placed++) {
    nodes = nextRound(machine, course, nodes, start.hiddenUntilUs, budget);
    if (budget.left <= 0) return { explained: 'unknown', placed };
    if (nodes.length === 0) return { explained: 'invalid', placed };
  }
  return { explained: 'valid', placed: rounds };
}

function nextRound<Memory>(
  machine: Machine<Memory>,
  course: Course,
  nodes: readonly Node<Memory>[],
  hiddenUntilUs: number,
  budget: Budget,
): readonly Node<Memory>[] {
  const layer = new Layer(machine, course);
  const before = new Layer(machine, course);
  for (const node of nodes) before.add(node);
  // Grows while it is walked: an unknown may come after another one.
  for (const node of before.walk()) {
    const { accepts, rejects, memory, used } = node;
    // What was placed out of order is copied and compared with each step.
    budget.left -= 1 + accepts.ahead.length + rejects.ahead.length;
    if (budget.left <= 0) return [];
    const deadlineUs = deadlineOf(course.rejects, rejects, deadlineOf(course.accepts, accepts, Infinity));
    if (machine.earliestUs(memory) > deadlineUs) continue;
    placeAll(machine, course, node, deadlineUs, layer, budget);
    if (rejects.next >= course.rejects.startUs.length) continue;
    for (const index of unknownsFor(course, used, machine.earliestUs(memory), deadlineUs)) {
      budget.left--;
      const { startUs, endUs } = course.unknowns;
      const after = withUsed(course, used, index);
      for (const next of machine.unseen(memory, startUs[index], Math.min(endUs[index], deadlineUs)))
        before.add({ ...node, used: after, memory: next });
    }
    if (hiddenUntilUs === -Infinity || machine.earliestUs(memory) > hiddenUntilUs) continue;
    for (const next of machine.unseen(memory, -Infinity, Math.min(hiddenUntilUs, deadlineUs)))
      before.add({ ...node, memory: next });
  }
  return layer.all();
}

function placeAll<Memory>(
  machine: Machine<Memory>,
  course: Course,
  node: Node<Memory>,
  deadlineUs: number,
  layer: Layer<Memory>,
  budget: Budget,
): void {
  const { accepts, rejects, memory } = node;
  for (const index of candidatesOf(course.accepts, accepts, deadlineUs)) {
    budget.left--;
    const { startUs, endUs } = course.accepts;
    for (const next of machine.accepted(memory, startUs[index], Math.min(endUs[index], deadlineUs)))
      layer.add({ ...node, accepts: withPlaced(accepts, index), memory: next });
  }
  for (const index of candidatesOf(course.rejects, rejects, deadlineUs)) {
    budget.left--;
    const { startUs, endUs } = course.rejects;
    for (const next of machine.rejected(memory, startUs[index], Math.min(endUs[index], deadlineUs)))
      layer.add({ ...node, rejects: withPlaced(rejects, index), memory: next });
  }
}

/** Nodes that are equally far, without those that another one makes needless. */
class Layer<Memory> {
  readonly #machine: Machine<Memory>;
  readonly #course: Course;
  /** By what is placed; dropped ones stay in `#all`, marked by their absence here. */
  readonly #groups = new Map<string, Node<Memory>[]>();
  readonly #all: Node<Memory>[] = [];

  constructor(machine: Machine<Memory>, course: Course) {
    this.#machine = machine;
    this.#course = course;
  }

  add(given: Node<Memory>): void {
    const node = {
      ...given,
      used: stillUsed(this.#course, given.used, this.#machine.earliestUs(given.memory)),
    };
    const text = `${textOf(node.accepts)} ${textOf(node.rejects)}`;
    const group = this.#groups.get(text);
    if (group === undefined) this.#groups.set(text, [node]);
    else {
      if (group.some((other) => this.#covers(other, node))) return;
      const kept = group.filter((other) => !this.#covers(node, other));
      this.#groups.set(text, [...kept, node]);
    }
    this.#all.push(node);
  }

  /** Everything that was worth adding, also what is added meanwhile. */
  *walk(): Iterable<Node<Memory>> {
    for (let index = 0; index < this.#all.length; index++) yield this.#all[index];
  }

  all(): readonly Node<Memory>[] {
    return [...this.#groups.values()].flat();
  }

  #covers(other: Node<Memory>, node: Node<Memory>): boolean {
    if (!this.#machine.covers(other.memory, node.memory)) return false;
    return usesNoMore(this.#course, other.used, node.used, this.#machine.earliestUs(node.memory));
  }
}
