import { handOut } from './handed-out.js';
import type { HookOwner } from './hook-runner.js';
import type { HookWorld } from './hook-world.js';
import type { SessionMetrics, SessionUser } from './hooks.js';
import type { Member } from './member.js';
import type { Rooms } from './rooms.js';
import type { Talk } from './talk.js';
import { shown } from './words.js';

/** One connection of a user, as its hooks are told of it. */
export interface Circumstances {
  readonly tab: number;
  readonly attempt: number;
  readonly talk: Talk;
  readonly rooms: Rooms;
  readonly owner: HookOwner;
}

/** What hooks see. */
export function sessionUser(world: HookWorld, member: Member, circumstances: Circumstances): SessionUser {
  const { target, seed, run } = world.settings;
  const { user: name, index, group, columns, vars, random } = member;
  const { tab, attempt, talk, rooms, owner } = circumstances;
  const given = <T>(work: () => Promise<T>): Promise<T> => handOut(world, owner, work);
  return {
    name,
    index,
    group,
    tab,
    columns,
    vars,
    random,
    target,
    seed,
    run,
    attempt,
    fetch: (path, init) => given(() => member.fetch(path, init)),
    emit: (event, ...args) => void talk.send({ kind: 'event', event, args, ack: false }),
    send: (frame) =>
      void talk.send(
        frame instanceof Uint8Array ? { kind: 'bytes', bytes: frame } : { kind: 'text', text: textOf(frame) },
      ),
    request: (event, payload, options) => given(() => talk.request(event, payload, options)),
    waitFor: (what, options) => given(() => talk.waitFor(what, options)),
    messages: talk.messages,
    ping: (options) => given(() => talk.ping(options)),
    join: (room, ask) => given(() => rooms.join(room, ask)),
    leave: (room, ask) => given(() => rooms.leave(room, ask)),
    metrics: metricsOf(world, group),
    note: (text) =>
      world.event({
        kind: 'note',
        atUs: Math.ceil(world.timers.nowUs()),
        text: `${name}: ${shown(text, 500)}`,
      }),
  };
}

function textOf(frame: unknown): string {
  return typeof frame === 'string' ? frame : (JSON.stringify(frame) ?? '');
}

/** @throws RangeError for what is no number. */
function metricsOf({ measured }: HookWorld, group: string | null): SessionMetrics {
  const measure = (of: 'counter' | 'trend' | 'rate', metric: string, value: number): void => {
    if (!Number.isFinite(value)) throw new RangeError(`the metric ${shown(metric, 60)} was given no number`);
    measured({ metric: shown(metric, 100), of, value, group });
  };
  return {
    count: (name, by = 1) => measure('counter', name, by),
    trend: (name, value) => measure('trend', name, value),
    rate: (name, was) => measure('rate', name, was ? 1 : 0),
  };
}
