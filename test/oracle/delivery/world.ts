import type { Action, HistoryEvent } from '../../../src/history/action.js';
import { historyBuilder } from '../../../src/history/columns.js';
import type { History } from '../../../src/history/history.js';
import type { OutcomeKind } from '../../../src/history/outcome.js';
import type { DeliverySpec } from '../../../src/oracle/delivery/contract.js';

/** The seed of every test in this folder: fixed, unless somebody wants another one. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_611) | 0;

export const neverUs = Number.MAX_SAFE_INTEGER;
/** Nothing happens later in a world. */
export const horizon = 60;
export const roomNames = ['a', 'b'] as const;
export type Room = (typeof roomNames)[number];

/** Whole numbers from 0 to `below - 1`: mulberry32, for tests only. */
export type Dice = (below: number) => number;

export function diceOf(state: number): Dice {
  let at = state | 0;
  return (below) => {
    at = (at + 0x6d2b79f5) | 0;
    let t = Math.imul(at ^ (at >>> 15), 1 | at);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export interface WorldMove {
  readonly room: Room;
  readonly isJoin: boolean;
  readonly asked: number;
  readonly at: number;
  /** When the server really did it; `null`: never. */
  readonly done: number | null;
}

export interface WorldConnection {
  readonly name: string;
  readonly user: string;
  readonly openFrom: number;
  readonly opened: number;
  /** Nothing that the server writes from here on arrives; `Infinity` for one that is never lost. */
  readonly dead: number;
  /** When the client noticed. */
  readonly lost: number | null;
  readonly moves: readonly WorldMove[];
  /** Rooms that it is in from its opening on: those of a session that was taken up, or that it leaves first. */
  readonly bornIn: readonly Room[];
}

export interface WorldAction {
  readonly id: number;
  readonly sender: number;
  readonly sent: number;
  readonly settled: number | null;
  readonly outcome: OutcomeKind;
  readonly rooms: readonly Room[];
  /** When the server really decided, and whether it let it pass. */
  readonly decided: number;
  readonly passed: boolean;
}

export interface Copy {
  readonly action: number;
  readonly connection: number;
  readonly room: string | null;
  readonly at: number;
}

export interface World {
  readonly spec: DeliverySpec;
  readonly connections: readonly WorldConnection[];
  readonly actions: readonly WorldAction[];
  /** In order of arrival. */
  readonly copies: readonly Copy[];
  readonly events: readonly HistoryEvent[];
}

/** What a generator would have written down of a world. */
export function historyOf(world: World): History {
  const builder = historyBuilder();
  for (const { id, sender, sent, settled, outcome, rooms } of world.actions) {
    const { user, name } = world.connections[sender];
    const action: Action = {
      id,
      user,
      resource: rooms.join('+') || 'none',
      step: 0,
      intendedAtUs: sent,
      sentAtUs: sent,
      settledAtUs: settled,
      outcome,
      connection: name,
    };
    builder.add(action);
  }
  for (const event of world.events) builder.event(event);
  for (const { name, user, openFrom, opened, lost, moves } of world.connections) {
    builder.event({
      kind: 'connection-opened',
      atUs: opened,
      user,
      connection: name,
      connectUs: opened - openFrom,
    });
    for (const { room, isJoin, asked: askedAtUs, at: atUs } of moves)
      builder.event({
        kind: isJoin ? 'room-joined' : 'room-left',
        user,
        connection: name,
        room,
        askedAtUs,
        atUs,
      });
    if (lost !== null)
      builder.event({ kind: 'connection-lost', atUs: lost, user, connection: name, reason: 'gone' });
  }
  builder.event({ kind: 'finished', atUs: horizon, how: 'completed' });
  for (const { action, connection, room, at } of world.copies)
    builder.received(action, world.connections[connection].name, at, room);
  return builder.build();
}

export const roomsOf = ({ resource }: Action): readonly string[] =>
  resource === 'none' ? [] : resource.split('+');
