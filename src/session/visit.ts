import type { Connection, ConnectRequest, Inbound, Outbound } from '../transports/transport.js';
import type { WireRequest } from '../wires/wire.js';
import { startBackground } from './background.js';
import { withExtras } from './extras.js';
import { HookFailure, hookFailed, measure, runHook, type HookCall, type HookOwner } from './hook-runner.js';
import type { HookWorld } from './hook-world.js';
import type { SessionUser } from './hooks.js';
import { Lifetime } from './lifetime.js';
import type { Member } from './member.js';
import { Rooms } from './rooms.js';
import { sessionUser } from './session-user.js';
import { Talk } from './talk.js';

/** Which connection of a user it is. */
export interface VisitPlace {
  readonly id: string;
  readonly tab: number;
  /** 1 for the first connection, 2 and more for those after it. */
  readonly attempt: number;
}

/**
 * One connection of a user with all that its hooks do on it, from logging in to leaving. A class because it has a
 * lifetime: what it waits for, repeats and listens to ends with it.
 */
export class Visit implements HookOwner {
  readonly user: string;
  readonly group: string | null;
  readonly lifetime = new Lifetime();
  readonly #world: HookWorld;
  readonly #member: Member;
  readonly #talk: Talk;
  readonly #rooms: Rooms;
  readonly #seen: SessionUser;
  #startedUs = 0;

  constructor(world: HookWorld, member: Member, { id, tab, attempt }: VisitPlace) {
    this.#world = world;
    this.#member = member;
    this.user = member.user;
    this.group = member.group;
    this.#talk = new Talk(world, this.lifetime);
    const { nowUs } = world.timers;
    this.#rooms = new Rooms({ user: member.user, connection: id, nowUs, event: world.event });
    this.#seen = sessionUser(world, member, {
      tab,
      attempt,
      talk: this.#talk,
      rooms: this.#rooms,
      owner: this,
    });
    this.lifetime.onEnd(() => this.#rooms.end());
  }

  /** Logs in if that is still to do, and says with what to connect. @throws HookFailure */
  async request(requestOf: () => ConnectRequest): Promise<ConnectRequest> {
    await this.#member.login(this.#seen);
    const { settings, connectTimeoutUs } = this.#world;
    const { connect } = settings.hooks;
    this.#startedUs = this.#world.timers.nowUs();
    const base = requestOf();
    const { cookies } = this.#member;
    if (connect === undefined) return { ...base, cookies };
    const work = (): ReturnType<typeof connect> => connect(this.#seen);
    const extras = await this.#run({ hook: 'connect', work, timeoutUs: connectTimeoutUs, untimed: true });
    return { ...withExtras(base, extras, settings.learn), cookies };
  }

  begin(connection: Connection): void {
    this.#talk.begin(connection);
  }

  /** The connection is open: does what has to be done before the user counts as there. @throws HookFailure */
  async join(): Promise<void> {
    measure(this.#world, this, 'connect', this.#world.timers.nowUs() - this.#startedUs);
    const { join } = this.#world.settings.hooks;
    if (join === undefined) return;
    const timeoutUs = this.#world.connectTimeoutUs;
    await this.#run({ hook: 'join', work: () => join(this.#seen), timeoutUs });
  }

  /** The user is there: what goes on in the background begins. */
  start(): void {
    this.#talk.act();
    const { settings, timers, blocking } = this.#world;
    startBackground(settings.hooks.background ?? {}, this.#seen, {
      timers,
      lifetime: this.lifetime,
      isOpen: () => this.#talk.isOpen,
      durationUs: settings.durationUs,
      run: (name, work) => this.#inBackground(name, work),
      call: (hook, work) => {
        try {
          return blocking.run({ user: this.user, hook }, work);
        } catch (error) {
          hookFailed(this.#world, this, hook, error);
          return undefined;
        }
      },
      failed: (name, error) => void hookFailed(this.#world, this, name, error),
    });
  }

  /** Whether it is an acknowledgement that a hook asked for, and so answers no action. */
  answers(inbound: Inbound): boolean {
    return this.#talk.answers(inbound);
  }

  /** Takes in whatever else arrived. */
  hear(inbound: Inbound): void {
    if (inbound.kind === 'ack' || Object.keys(this.#world.settings.hooks).length === 0) return;
    this.#world.blocking.run({ user: this.user, hook: 'messages' }, () => this.#talk.hear(inbound));
  }

  /** What leaves instead of the wire's frame; `undefined` where there is no such hook. */
  get act(): ((request: WireRequest, frame: Outbound) => Outbound) | undefined {
    const { act } = this.#world.settings.hooks;
    if (act === undefined) return undefined;
    const owner = { user: this.user, hook: 'act' };
    return (request, frame) => this.#world.blocking.run(owner, () => act(this.#seen, request, frame));
  }

  get hasFarewell(): boolean {
    return this.#world.settings.hooks.leave !== undefined;
  }

  /** Says farewell, as long as answers may take; never rejects. */
  async leave(): Promise<void> {
    const { hooks, timeoutUs } = this.#world.settings;
    const { leave } = hooks;
    if (leave === undefined) return;
    await this.#run({ hook: 'leave', work: () => leave(this.#seen), timeoutUs }).then(ignore, ignore);
  }

  /** Idempotent. */
  end(reason: string): void {
    this.lifetime.end(reason);
  }

  async #inBackground(hook: string, work: () => unknown): Promise<void> {
    const { tally, timers } = this.#world;
    tally.began(hook, timers.nowUs());
    try {
      await this.#run({ hook, work });
      tally.kept(hook);
    } catch (error) {
      // What the connection's end broke off has not failed.
      if (error instanceof HookFailure && this.lifetime.endedBy === null) tally.failed(hook, error.reason);
    }
  }

  #run<T>(call: HookCall<T>): Promise<T> {
    return runHook(this.#world, this, call);
  }
}

const ignore = (): void => {};
