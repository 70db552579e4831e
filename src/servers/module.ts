/**
 * A server of a scenario's own: the default export of a module, made with `defineServer`, that turnwise starts in
 * a process of its own before a run and ends after it.
 */
export interface ServerModule {
  /** One sentence. */
  readonly describe: string;
  /** Settings with their defaults; a scenario or `--setting` overrides them. */
  readonly settings?: Readonly<Record<string, number>>;
  /** Known bugs it can be started with: the name, and what is wrong then, in one sentence. */
  readonly bugs?: Readonly<Record<string, string>>;
  /** Whether it cannot do without a Redis: then one is started for it where the scenario names none. */
  readonly needsRedis?: boolean;
  /** How many processes it has where the scenario does not say; default 1. */
  readonly nodes?: number;
  /** Starts one node. Throws what the system throws when the port cannot be had. */
  readonly start: (options: ServerOptions) => Promise<StartedServer>;
  /**
   * What stands before several nodes, in a process of its own, and is the one address of all. Absent: connections
   * are handed to the nodes in turn, whoever they come from.
   */
  readonly front?: (options: FrontOptions) => Promise<StartedServer>;
}

/** What a server module is started with, once in each of its processes. */
export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** `null`: correct. */
  readonly bug: string | null;
  /** All settings, defaults included. */
  readonly settings: Readonly<Record<string, number>>;
  /** The URL of a Redis; `null`: none. */
  readonly redis: string | null;
  /** Which of how many processes this is, from 0. */
  readonly node: number;
  readonly nodes: number;
}

/** What the one process before several nodes is started with. */
export interface FrontOptions extends Omit<ServerOptions, 'node'> {
  /** `http://host:port` of each node. */
  readonly nodeUrls: readonly string[];
}

/** A server that listens. */
export interface StartedServer {
  /** `http://host:port`. */
  readonly url: string;
  /** Resolves when nothing is left open. */
  close(): Promise<void>;
}

/** Gives a server module its types: `export default defineServer({ ... })`. */
export function defineServer(module: ServerModule): ServerModule {
  return module;
}

/** What a server module says of itself, as data: what `--list` shows, and what a scenario is checked against. */
export interface ModuleFacts {
  readonly describe: string;
  readonly settings: Readonly<Record<string, number>>;
  readonly bugs: Readonly<Record<string, string>>;
  readonly needsRedis: boolean;
  readonly nodes: number;
  readonly hasFront: boolean;
}
