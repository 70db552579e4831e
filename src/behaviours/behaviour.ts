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
  /** What is wrong with it, for a mutant; absent: nothing that anybody knows. */
  readonly bug?: Bug;
  start(ports: BehaviourPorts): Handler;
}

/** A known bug: what is wrong, where it was seen, and how a test gets to see it. */
export interface Bug {
  /** The correct behaviour it was made from. */
  readonly of: string;
  /** As `--bug` takes it: `short-cooldown`. */
  readonly name: string;
  /** What is wrong, in one line. */
  readonly wrong: string;
  /** The schedule that shows it, in one line. */
  readonly shows: string;
  /** Where it was seen in the wild: `owner/repo#12`, the number of a CVE, a paper. At least one. */
  readonly seen: readonly [string, ...string[]];
  /** What a test has to do, or to have, for it to show at all. */
  readonly needs: BugNeed;
}

/**
 * What shows a bug. From outside, on one node: `early` (an attempt soon before a limit has room again),
 * `late` (one soon after), `refused` (a refusal, then an attempt when there is room), `burst` (more at once
 * than the limit allows), `others` (somebody else, or another resource, soon after an accept), `kinds`
 * (more kinds of action than one: releases, renewals), `meeting` (two at one instant where there is room
 * for one: a race, seen by chance). Then `nodes` (two processes behind one address), `reconnect`, `restart`,
 * `keys` (more keys than its memory holds) and `exact-time`, which nobody has who stands outside.
 */
export type BugNeed =
  | 'early'
  | 'late'
  | 'refused'
  | 'burst'
  | 'others'
  | 'kinds'
  | 'meeting'
  | 'nodes'
  | 'reconnect'
  | 'restart'
  | 'keys'
  | 'exact-time';

/** A server that was started: it answers one action after another, or several at once. */
export interface Handler {
  /** The promise settles only after everything the action does is done. */
  handle(action: BehaviourAction): Promise<BehaviourAnswer>;
}

/** What a server is made with: its clock, its sleep and its store are handed in, so that it can be simulated. */
export interface BehaviourPorts {
  /** Milliseconds on the server's own clock; fractions allowed; never goes back. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly store: Store;
  /** The settings of the behaviour, e.g. `{ cooldownMs: 200 }`; what is absent has its default. */
  readonly settings: Readonly<Record<string, number>>;
  /** Which of the processes behind one address this is, from 0; absent: the only one. */
  readonly node?: number;
}

/**
 * A small key-value store: in memory, behind a network, or in Redis for several processes at once. A
 * key holds one value of whatever kind its behaviour always puts there: plain JSON, as it may travel.
 */
export interface Store {
  get<Value = number>(key: string): Promise<Value | undefined>;
  set(key: string, value: unknown): Promise<void>;
  /**
   * Reads, decides and writes with nothing in between: `decide` runs at one instant, sees the
   * current value, and its `value` (when given) is the key's before anybody else sees it. Where the
   * store is elsewhere, `decide` may run again: it must do nothing but decide.
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

/** An action as it reaches a server: who does what with which resource. */
export interface BehaviourAction {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
  /** How much of the limit it takes; absent: 1. */
  readonly cost?: number;
  /** The server's own name for the connection it came on; another one after a reconnect. */
  readonly connection?: string;
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
