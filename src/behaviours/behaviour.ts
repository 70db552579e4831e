/**
 * What a server does with an action, free of any transport, so that the same code runs in
 * simulation, behind Socket.IO and behind plain WebSocket. Behaviours know nothing of models or oracle.
 */
export interface Behaviour {
  /** As `turnwise serve` names it, e.g. `arena`; a mutant's is unique too, e.g. `arena/wrong-key`. */
  readonly name: string;
  /** What it does, in one line for `serve --list`. */
  readonly describe: string;
  /** Every setting it reads, with its default. */
  readonly defaults: Readonly<Record<string, number>>;
  /** For a mutant: the correct behaviour it was made from, what is wrong, and the schedule that shows it. */
  readonly bug?: {
    readonly of: string;
    readonly name: string;
    readonly wrong: string;
    readonly shows: string;
  };
  start(ports: BehaviourPorts): Handler;
}

export interface Handler {
  /** The promise settles only after everything the action does is done. */
  handle(action: BehaviourAction): Promise<BehaviourAnswer>;
}

export interface BehaviourPorts {
  /** Milliseconds on the server's own clock; fractions allowed; never goes back. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly store: Store;
  /** The settings of the behaviour, e.g. `{ cooldownMs: 200 }`; what is absent has its default. */
  readonly settings: Readonly<Record<string, number>>;
}

/**
 * A small key-value store, in memory or behind a network. A key holds a number, or one value of
 * whatever kind its behaviour always puts there.
 */
export interface Store {
  get(key: string): Promise<number | undefined>;
  set(key: string, value: number): Promise<void>;
  /**
   * Reads, decides and writes with nothing in between: `decide` runs at one instant, sees the
   * current value, and its `value` (when given) is the key's before anybody else sees it.
   */
  update<Result, Value = number>(
    key: string,
    decide: (value: Value | undefined) => Update<Result, Value>,
  ): Promise<Result>;
}

export interface Update<Result, Value = number> {
  /** The new value; absent: unchanged. */
  readonly value?: Value;
  readonly result: Result;
}

export interface BehaviourAction {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
  /** How much of the limit it takes; absent: 1. */
  readonly cost?: number;
}

/**
 * Accepted, with a fencing token where something is held from then on; rejected by the limit, with the time to wait; or an error, which says nothing about
 * the limit: the action made no sense (`invalid`) or the server failed (`internal`). An error says
 * neither yes nor no (it has no `ok`), so that no client takes it for the limit's answer.
 */
export type BehaviourAnswer =
  | { readonly ok: true; readonly token?: number }
  | { readonly ok: false; readonly error: string; readonly retryAfterMs?: number }
  | { readonly ok?: undefined; readonly error: 'invalid' | 'internal'; readonly message: string };

/** Longer names are refused, so that no client can fill the memory with one message. */
const nameCharactersMax = 256;

/**
 * The error answer to an action that names no user or no resource, that is of an unknown kind or of
 * an impossible cost; `null` when it makes sense. Every behaviour asks this first, because clients send anything.
 */
export function refusalOf(action: BehaviourAction, kinds: readonly string[]): BehaviourAnswer | null {
  if (!isName(action.user)) return invalid('an action needs a user: a text of 1 to 256 characters');
  if (!isName(action.resource)) return invalid('an action needs a resource: a text of 1 to 256 characters');
  if (!kinds.includes(action.action)) return invalid(`unknown action; known: ${kinds.join(', ')}`);
  const { cost = 1 } = action;
  if (!Number.isSafeInteger(cost) || cost < 1) return invalid('a cost is a whole number, at least 1');
  return null;
}

/** The limit says no; `waitUs`: after how long it may say yes, where that is known. */
export function refused(error: string, waitUs?: number): BehaviourAnswer {
  if (waitUs === undefined) return { ok: false, error };
  return { ok: false, error, retryAfterMs: Math.ceil(waitUs / 1000) };
}

/** Whole microseconds, because 0.3 ms - 0.1 ms is less than 0.2 ms in binary. */
export function microsOf(ms: number): number {
  return Math.round(ms * 1000);
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && name.length > 0 && name.length <= nameCharactersMax;
}

function invalid(message: string): BehaviourAnswer {
  return { error: 'invalid', message };
}
