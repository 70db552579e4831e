import { eachFirst, roomsOf } from './order.js';
import type { Scene } from './walk.js';

/** A round of contradictions: each member got `before` before `after`, and the last `after` is the first `before`. */
export interface Tangle {
  readonly room: string;
  readonly steps: readonly { readonly receiver: number; readonly before: number; readonly after: number }[];
}

/** What directly followed what for some member: edges of a graph of actions. */
interface Graph {
  readonly from: number[];
  readonly to: number[];
  readonly receiver: number[];
  /** What last followed each action: members that agree add nothing. */
  readonly lastTo: Map<number, number>;
}

/**
 * Rooms whose members cannot all have got everything in one order: there is one exactly if no round leads
 * through what they got directly after one another (topological order: Kahn, 1962). One tangle for each room.
 */
export function tangles(scene: Scene, isFirst: Uint8Array): readonly Tangle[] {
  const rooms = roomsOf(scene);
  const graphs: Graph[] = [];
  const last = new Map<number, number>();
  const width = scene.connections.names.length;
  eachFirst(scene, isFirst, (row, receiver, index) => {
    const room = rooms.codeAt(row, index);
    if (room < 0) return;
    graphs[room] ??= { from: [], to: [], receiver: [], lastTo: new Map() };
    const lane = room * width + receiver;
    const before = last.get(lane);
    last.set(lane, row);
    if (before !== undefined) follow(graphs[room], before, row, receiver);
  });
  return graphs.flatMap((graph, room) => {
    const round = roundIn(graph);
    if (round.length === 0) return [];
    return [{ room: rooms.name(room), steps: stepsOf(graph, round) }];
  });
}

function follow(graph: Graph, before: number, row: number, receiver: number): void {
  if (graph.lastTo.get(before) === row) return;
  graph.lastTo.set(before, row);
  graph.from.push(before);
  graph.to.push(row);
  graph.receiver.push(receiver);
}

/** Edges of one of the shortest rounds through some action; empty where there is none. */
function roundIn(graph: Graph): readonly number[] {
  const out = new Map<number, number[]>();
  graph.from.forEach((from, edge) => {
    const edges = out.get(from);
    if (edges === undefined) out.set(from, [edge]);
    else edges.push(edge);
  });
  const [start] = tangled(graph, out);
  return start === undefined ? [] : shortest(graph, out, start);
}

/** The actions that no order has a place for, and those behind them; the first of them lies on a round. */
function tangled({ from, to }: Graph, out: ReadonlyMap<number, readonly number[]>): readonly number[] {
  const entering = new Map<number, number>();
  for (const row of from) if (!entering.has(row)) entering.set(row, 0);
  for (const row of to) entering.set(row, (entering.get(row) ?? 0) + 1);
  const free = [...entering].filter(([, count]) => count === 0).map(([row]) => row);
  for (let row = free.pop(); row !== undefined; row = free.pop()) {
    entering.delete(row);
    for (const edge of out.get(row) ?? []) {
      const left = (entering.get(to[edge]) ?? 0) - 1;
      entering.set(to[edge], left);
      if (left === 0) free.push(to[edge]);
    }
  }
  return onRound(entering, { from, to });
}

/** Going backwards among actions that all have something before them ends on a round. */
function onRound(
  left: ReadonlyMap<number, number>,
  { from, to }: Pick<Graph, 'from' | 'to'>,
): readonly number[] {
  const before = new Map<number, number>();
  to.forEach((row, edge) => {
    if (left.has(row) && left.has(from[edge])) before.set(row, from[edge]);
  });
  const seen = new Set<number>();
  let row = [...left.keys()].at(0);
  while (row !== undefined && !seen.has(row)) {
    seen.add(row);
    row = before.get(row);
  }
  return row === undefined ? [] : [row];
}

/** Breadth first from an action back to it. */
function shortest(
  { from, to }: Graph,
  out: ReadonlyMap<number, readonly number[]>,
  start: number,
): readonly number[] {
  const cameBy = new Map<number, number>();
  const queue = [start];
  for (const row of queue) {
    for (const edge of out.get(row) ?? []) {
      if (cameBy.has(to[edge])) continue;
      cameBy.set(to[edge], edge);
      queue.push(to[edge]);
    }
  }
  const round: number[] = [];
  for (let edge = cameBy.get(start); edge !== undefined; edge = cameBy.get(from[edge])) {
    round.unshift(edge);
    if (from[edge] === start) return round;
  }
  return [];
}

/** What one member got behind one another is one step. */
function stepsOf({ from, to, receiver }: Graph, round: readonly number[]): Tangle['steps'] {
  const steps: { receiver: number; before: number; after: number }[] = [];
  for (const edge of round) {
    const last = steps.at(-1);
    if (last?.receiver === receiver[edge]) last.after = to[edge];
    else steps.push({ receiver: receiver[edge], before: from[edge], after: to[edge] });
  }
  return steps;
}
