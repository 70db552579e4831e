import { config } from 'rxjs';
import type { HistoryEvent } from '../history/action.js';
import { BlockingWatch, type Owner } from './blocking.js';
import type { HookSettings, SessionListener, SessionPorts, SessionSettings } from './contract.js';
import { keptEach, type HookWorld } from './hook-world.js';
import { Member } from './member.js';
import { claimRejections } from './stray-rejections.js';
import { Tally } from './tally.js';
import { Visit, type VisitPlace } from './visit.js';
import { reasonText, shown } from './words.js';

const overText = 'the run is over';

/** The hooks of a run: who they are for, and what is under way of them. A class because it has a lifetime. */
export class Hosting {
  readonly #world: HookWorld;
  readonly #members: Member[] = [];
  readonly #visits = new Set<Visit>();
  readonly #said = new Set<string>();
  readonly #listener: SessionListener;
  #unclaim: () => void = () => undefined;
  #isOver = false;

  constructor(
    playing: HookSettings,
    settings: Pick<SessionSettings, 'userNames' | 'sockets' | 'connectTimeoutUs'>,
    { nowUs, at, cpuUs = processorUs }: Pick<SessionPorts, 'nowUs' | 'at' | 'cpuUs'>,
    listener: SessionListener,
  ) {
    this.#listener = listener;
    const connections = settings.userNames.reduce((sum, _, user) => sum + (settings.sockets?.[user] ?? 1), 0);
    this.#world = {
      settings: playing,
      timers: { nowUs, at },
      blocking: new BlockingWatch({ nowUs, cpuUs }, (owner, blockedUs) => this.#blocked(owner, blockedUs)),
      tally: new Tally(),
      connectTimeoutUs: settings.connectTimeoutUs,
      keepMost: keptEach(connections),
      event: (event) => this.#event(event),
      measured: (measurement) => {
        if (!this.#isOver) listener.measured?.(measurement);
      },
      sayOnce: (text) => this.#sayOnce(text),
    };
  }

  start(): void {
    // Where there are no hooks, users only keep their cookies.
    if (Object.keys(this.#world.settings.hooks).length === 0) return;
    this.#world.blocking.start();
    // Whoever listens to messages and throws would else end the whole program.
    config.onUnhandledError = (error) => this.#unhandled(error);
    this.#unclaim = claimRejections((reason) => this.#rejected(reason));
  }

  memberOf(user: number, name: string): Member {
    const member = new Member(this.#world, user, name);
    this.#members.push(member);
    return member;
  }

  visitOf(member: Member, place: VisitPlace): Visit {
    const visit = new Visit(this.#world, member, place);
    this.#visits.add(visit);
    visit.lifetime.onEnd(() => this.#visits.delete(visit));
    return visit;
  }

  /** Nobody waits for any hook any more, and nothing that one still does is written down. Idempotent. */
  end(): void {
    this.#sayIdle();
    for (const { lifetime } of [...this.#visits, ...this.#members]) lifetime.end(overText);
    this.#world.blocking.stop();
    this.#unclaim();
    if (!this.#isOver) config.onUnhandledError = null;
    this.#isOver = true;
  }

  #event(event: HistoryEvent): void {
    if (!this.#isOver) this.#listener.event(event);
  }

  #sayOnce(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.#event({ kind: 'note', atUs: this.#atUs(), text });
  }

  /** What did nothing of use all the time, once. */
  #sayIdle(): void {
    const { tally, timers, settings } = this.#world;
    for (const sentence of tally.sentences(timers.nowUs(), settings.timeoutUs))
      this.#event({ kind: 'note', atUs: this.#atUs(), text: shown(sentence, 500) });
  }

  #unhandled(error: unknown): void {
    const { user = '', hook = 'messages' } = this.#world.blocking.owner ?? {};
    const reason = reasonText(error, this.#world.settings.file);
    this.#event({ kind: 'hook-failed', atUs: this.#atUs(), user, hook, reason });
  }

  /** A promise that a hook has made and nobody waited for; of other code it is not this run's to say. */
  #rejected(error: unknown): boolean {
    const { owner } = this.#world.blocking;
    if (owner === undefined) return false;
    const reason = shown(
      `${reasonText(error, this.#world.settings.file)}, in a promise that nobody waits for`,
    );
    this.#event({ kind: 'hook-failed', atUs: this.#atUs(), user: owner.user, hook: owner.hook, reason });
    return true;
  }

  #blocked({ user, hook }: Owner, blockedUs: number): void {
    this.#event({ kind: 'hook-blocked', atUs: this.#atUs(), user, hook, blockedUs });
  }

  #atUs(): number {
    return Math.ceil(this.#world.timers.nowUs());
  }
}

function processorUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
