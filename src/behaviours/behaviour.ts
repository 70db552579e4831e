/**
 * What a server does with an action, free of any transport, so that the same code runs in
 * simulation, behind Socket.IO and behind plain WebSocket. Behaviours know nothing of models or oracle.
 */
export interface Behaviour {
  /** As `turnwise serve` names it, e.g. `arena`. */
  readonly name: string;
  /** What it does, in one line for `serve --list`. */
  readonly describe: string;
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
  handle(action: BehaviourAction): Promise<BehaviourAnswer>;
}

export interface BehaviourPorts {
  /** Milliseconds on the server's own clock; fractions allowed. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly store: Store;
  /** The settings of the behaviour, e.g. `{ cooldownMs: 200 }`. */
  readonly settings: Readonly<Record<string, number>>;
}

/** A small key-value store, in memory or behind a network. */
export interface Store {
  get(key: string): Promise<number | undefined>;
  set(key: string, value: number): Promise<void>;
}

export interface BehaviourAction {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
}

export type BehaviourAnswer =
  { readonly ok: true } | { readonly ok: false; readonly error: string; readonly retryAfterMs?: number };
