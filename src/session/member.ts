import type { Random } from '../plan/random.js';
import type { Cookies } from '../transports/transport.js';
import { cookieJar } from './cookie-jar.js';
import { fetchWith } from './fetching.js';
import type { SessionUser } from './hooks.js';
import { runHook, type HookOwner } from './hook-runner.js';
import type { HookWorld } from './hook-world.js';
import { Lifetime } from './lifetime.js';

/**
 * What of a user outlasts its connections: its memory, its cookies, that it is logged in. A class because it has a
 * lifetime: what it fetches is given up when it ends.
 */
export class Member implements HookOwner {
  readonly index: number;
  readonly user: string;
  readonly group: string | null;
  readonly columns: Readonly<Record<string, string>>;
  readonly vars: Record<string, unknown> = {};
  readonly cookies: Cookies;
  readonly random: Random;
  readonly lifetime = new Lifetime();
  readonly #world: HookWorld;
  readonly #givingUp = new AbortController();
  #login: Promise<unknown> | null = null;

  constructor(world: HookWorld, index: number, user: string) {
    const { settings } = world;
    this.#world = world;
    this.index = index;
    this.user = user;
    this.group = settings.groupOf(index);
    this.columns = settings.columnsOf(index);
    this.cookies = cookieJar((cookie, value) => settings.learn('cookie', cookie, value));
    this.random = settings.randomOf(`session/user/${index}`);
    this.lifetime.onEnd((reason) => this.#givingUp.abort(new Error(reason)));
  }

  /** Once, whichever of its connections comes first; again only where it failed. @throws HookFailure */
  async login(user: SessionUser): Promise<void> {
    const { login } = this.#world.settings.hooks;
    if (login === undefined) return;
    const timeoutUs = this.#world.connectTimeoutUs;
    this.#login ??= runHook(this.#world, this, { hook: 'login', work: () => login(user), timeoutUs });
    try {
      await this.#login;
    } catch (error) {
      this.#login = null;
      throw error;
    }
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    const { settings, blocking } = this.#world;
    const learn = (header: string, value: string): void => settings.learn('header', header, value);
    const { signal } = this.#givingUp;
    return blocking.outside(() =>
      fetchWith({ target: settings.target, cookies: this.cookies, signal, learn }, path, init),
    );
  }
}
