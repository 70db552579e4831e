import type { WebSocket } from 'ws';
import { nowMs } from '../../parts/clock.js';

export interface ChannelsOptions {
  /** The least time between two posts of a user. */
  readonly slowModeMs: number;
  /** How long after a connection went its user counts as away. */
  readonly graceMs: number;
  /** Frames go out in parts of so many, so that a long list of readers does not hold up everything else. */
  readonly partSize: number;
  readonly bug: string | null;
}

export interface Channels {
  subscribe(channel: string, user: string, socket: WebSocket): void;
  /** Tells all readers of a channel, unless the user is to slow down; the answer to who posts. */
  post(user: string, socket: WebSocket, post: Post): object;
  /** A connection is gone. */
  away(user: string, socket: WebSocket): void;
  close(): void;
}

export interface Post {
  readonly channel: string;
  readonly id: number;
  readonly text: string;
}

/** Who reads what, and who may write again when. */
export function channelsOf({ slowModeMs, graceMs, partSize, bug }: ChannelsOptions): Channels {
  /** Who reads a channel, and as whom. */
  const channels = new Map<string, Map<WebSocket, string>>();
  const lastAt = new Map<unknown, number>();
  const unacknowledged: Buffer[] = [];
  const timers = new Set<NodeJS.Timeout>();

  const readersOf = (channel: string): Map<WebSocket, string> => {
    const readers = channels.get(channel) ?? new Map<WebSocket, string>();
    channels.set(channel, readers);
    return readers;
  };
  const publish = (channel: string, message: object): void => {
    const frame = JSON.stringify(message);
    const readers = [...readersOf(channel).keys()];
    const sent = bug === 'lost-tail' ? readers.length - (readers.length % partSize) : readers.length;
    for (const socket of readers.slice(0, sent)) {
      socket.send(frame);
      if (bug === 'leaks') unacknowledged.push(Buffer.from(frame));
    }
  };
  const forgetLater = (user: string): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      for (const readers of channels.values())
        for (const [socket, name] of readers) if (name === user) readers.delete(socket);
    }, graceMs);
    timers.add(timer);
  };

  return {
    subscribe: (channel, user, socket) => void readersOf(channel).set(socket, user),
    post(user, socket, { channel, id, text }) {
      const who = bug === 'slow-by-connection' ? socket : user;
      const atMs = nowMs();
      const leftMs = slowModeMs - (atMs - (lastAt.get(who) ?? -Infinity));
      if (leftMs > 0) return { type: 'slow_down', id, retryAfterMs: Math.ceil(leftMs) };
      lastAt.set(who, atMs);
      publish(channel, { type: 'news', channel, id, from: user, text });
      return { type: 'posted', id };
    },
    away(user, socket) {
      for (const readers of channels.values()) readers.delete(socket);
      lastAt.delete(socket);
      if (bug === 'forgets-returned') forgetLater(user);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
