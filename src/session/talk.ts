import type { Connection, Inbound, Outbound } from '../transports/transport.js';
import { beat } from './beat.js';
import type { HookWorld } from './hook-world.js';
import type { SessionMessage, WaitOptions } from './hooks.js';
import { Inbox } from './inbox.js';
import type { Lifetime } from './lifetime.js';
import { Message } from './message.js';
import { pledge, type Pledge } from './pledge.js';
import { shown, spanText } from './words.js';

/** How soon a connection that was busy is tried again. */
const busyUs = 2000;

/**
 * What hooks say and hear on one connection. Acknowledgements go to who asked for them, be it a hook or
 * an action. A class because it has a lifetime: that of the connection.
 */
export class Talk {
  readonly #world: HookWorld;
  readonly #lifetime: Lifetime;
  readonly #inbox: Inbox;
  readonly #asked = new Map<number, Pledge<unknown>>();
  #connection: Connection | null = null;
  /** From now on actions may wait for answers on it. */
  #acting = false;

  constructor(world: HookWorld, lifetime: Lifetime) {
    this.#world = world;
    this.#lifetime = lifetime;
    const forgot = (): void =>
      world.sayOnce(
        `more than ${world.keepMost} messages came on a connection that no hook has waited for: the oldest are forgotten, and a later waitFor does not see them`,
      );
    this.#inbox = new Inbox({ timers: world.timers, lifetime, keepMost: world.keepMost, forgot });
    lifetime.onEnd(() => (this.#connection = null));
  }

  get messages(): Inbox['messages'] {
    return this.#inbox.messages;
  }

  get isOpen(): boolean {
    return this.#connection?.state === 'open';
  }

  begin(connection: Connection): void {
    if (this.#lifetime.endedBy === null) this.#connection = connection;
  }

  act(): void {
    this.#acting = true;
  }

  /** Whether it is an acknowledgement that was asked for here. */
  answers(inbound: Inbound): boolean {
    if (inbound.kind !== 'ack' || this.#asked.size === 0) return false;
    const asked = this.#asked.get(inbound.sendId);
    asked?.keep(inbound.args[0]);
    return asked !== undefined;
  }

  hear(inbound: Inbound): void {
    this.#inbox.push(new Message(inbound));
  }

  /** @throws Error when the connection is not open, or nothing but actions may go there. */
  send(frame: Outbound): number {
    this.#refuseAnyAnswers();
    const sendId = this.#offer(frame);
    if (sendId < 0) throw new Error(this.#unsendable());
    return sendId;
  }

  #refuseAnyAnswers(): void {
    if (this.#acting && this.#world.settings.anyFrameAnswers) {
      throw new Error(
        'hooks may send only while joining: answers of this wire carry no id, so what answers a hook would be taken for the answer to an action; let the wire say which messages are answers, or use one with ids',
      );
    }
  }

  async request(event: string, payload: unknown, options: WaitOptions | undefined): Promise<unknown> {
    const timeoutUs = this.#timeoutUs(options);
    const late = `no acknowledgement of ${shown(event, 60)} within ${spanText(timeoutUs)}`;
    const args = payload === undefined ? [] : [payload];
    const frame = { kind: 'event', event, args, ack: true } as const;
    this.#refuseAnyAnswers();
    const sentAtOnce = this.#offer(frame);
    // Where it can be at once there is no turn between the send and the wait: the answer may come in any.
    const sendId = sentAtOnce >= 0 ? sentAtOnce : await this.#sentInTurn(frame, timeoutUs);
    const over = (): void => void this.#asked.delete(sendId);
    const asked = pledge<unknown>(this.#world.timers, { lifetime: this.#lifetime, timeoutUs, late, over });
    this.#asked.set(sendId, asked);
    return asked.promise;
  }

  async waitFor(
    what: string | ((message: SessionMessage) => boolean),
    options: WaitOptions | undefined,
  ): Promise<SessionMessage> {
    const timeoutUs = this.#timeoutUs(options);
    const name = typeof what === 'string' ? shown(what, 60) : 'message that fits';
    const fits = typeof what === 'string' ? (message: SessionMessage) => message.event === what : what;
    return this.#inbox.waitFor(fits, timeoutUs, `no ${name} within ${spanText(timeoutUs)}`);
  }

  async ping(options: WaitOptions | undefined): Promise<number> {
    const { timers, blocking } = this.#world;
    const timeoutUs = this.#timeoutUs(options);
    const terms = { lifetime: this.#lifetime, timeoutUs, late: `no pong within ${spanText(timeoutUs)}` };
    const connection = this.#connection;
    if (connection === null) throw new Error(this.#lifetime.endedBy ?? 'the connection is not open');
    const sinceUs = timers.nowUs();
    const answered = pledge<number>(timers, terms);
    const pinged = blocking.outside(() =>
      connection.ping?.(() => answered.keep(Math.ceil(timers.nowUs() - sinceUs))),
    );
    if (pinged !== true) answered.break(new Error('this connection has no ping'));
    return answered.promise;
  }

  /** The number of the send, -1 where the connection does not take it now. */
  #offer(frame: Outbound): number {
    const connection = this.#connection;
    return connection === null ? -1 : this.#world.blocking.outside(() => connection.send(frame));
  }

  /** Long polling takes one request at a time: the next one waits until it can leave. */
  async #sentInTurn(frame: Outbound, timeoutUs: number): Promise<number> {
    const { timers } = this.#world;
    const untilUs = timers.nowUs() + timeoutUs;
    while (this.isOpen && timers.nowUs() < untilUs) {
      await beat(timers, this.#lifetime, busyUs);
      const sendId = this.#offer(frame);
      if (sendId >= 0) return sendId;
    }
    throw new Error(this.#unsendable());
  }

  #unsendable(): string {
    if (this.#lifetime.endedBy !== null) return this.#lifetime.endedBy;
    return this.isOpen
      ? 'the connection is busy: long polling takes one request at a time'
      : 'the connection is not open';
  }

  #timeoutUs(options: WaitOptions | undefined): number {
    const { durationUs, timeoutUs } = this.#world.settings;
    return options?.timeout === undefined ? timeoutUs : durationUs(options.timeout);
  }
}
