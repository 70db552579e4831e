import type { ScenarioInput } from '../../src/scenario/schema.js';

/** A correct reference server, and what a scenario says of it. */
export interface Served {
  readonly title: string;
  readonly server: string;
  readonly settings: Readonly<Record<string, number>>;
  readonly model: ScenarioInput['model'];
  /** The kinds of action that users may do in turn, one way or another. */
  readonly acts: readonly (readonly string[])[];
  /** So many users, where the limit depends on it. */
  readonly users?: number;
  /** The search tries every order, and takes its time: days are shorter and fewer. */
  readonly isSlow?: true;
  /** A limit that refuses nobody: nothing but accepts can be decided. */
  readonly neverRefuses?: true;
  /** What of the settings makes it break the model. */
  readonly wrong: Readonly<Record<string, number>>;
}

/** Every correct server of the catalog, in every way it can be set up, beside the model that says what it should answer. */
export const served: readonly Served[] = [
  serving({
    server: 'arena',
    settings: { cooldownMs: 200 },
    model: { cooldown: { per: 'resource', every: '200ms' } },
    wrong: { cooldownMs: 120 },
  }),
  serving({
    server: 'debounce',
    settings: { cooldownMs: 200 },
    model: { cooldown: { per: 'resource', every: '200ms', restartOnReject: true } },
    wrong: { cooldownMs: 50 },
  }),
  serving({
    server: 'api',
    settings: { capacity: 3, refillMs: 100 },
    model: { tokenBucket: { per: 'user', capacity: 3, refillEvery: '100ms' } },
    wrong: { capacity: 4 },
  }),
  serving({
    server: 'chat',
    settings: { limit: 3, windowMs: 400 },
    model: { slidingLog: { per: 'user', limit: 3, window: '400ms' } },
    wrong: { limit: 4 },
  }),
  serving({
    server: 'quota',
    settings: { limit: 3, windowMs: 400 },
    model: { fixedWindow: { per: 'user', limit: 3, window: '400ms' } },
    wrong: { limit: 4 },
  }),
  serving({
    server: 'quota',
    settings: { limit: 2, windowMs: 800, byClock: 1 },
    model: { fixedWindow: { per: 'user', limit: 2, window: '800ms', anchor: 'epoch' } },
    wrong: { limit: 7 },
  }),
  serving({
    server: 'gateway',
    settings: { limit: 2, windowMs: 800 },
    model: { slidingCounter: { per: 'user', limit: 2, window: '800ms' } },
    wrong: { limit: 30 },
  }),
  serving({
    server: 'seats',
    settings: { seats: 6 },
    model: { capacity: { per: 'resource', limit: 6 } },
    wrong: { seats: 7 },
  }),
  serving({ server: 'ballot', settings: {}, model: { once: {} }, wrong: { upsert: 1 } }),
  serving({
    server: 'ballot',
    settings: { upsert: 1 },
    model: { once: { onRepeat: 'update' } },
    neverRefuses: true,
    wrong: { upsert: 0 },
  }),
  serving({
    server: 'locks',
    settings: { ttlMs: 300 },
    model: { lease: { per: 'resource', ttl: '300ms' } },
    acts: [['acquire'], ['acquire', 'renew'], ['acquire', 'release', 'renew'], ['acquire', 'act']],
    isSlow: true,
    wrong: { ttlMs: 100 },
  }),
  serving({
    server: 'game',
    settings: { players: 4 },
    model: { turns: { per: 'resource' } },
    users: 4,
    wrong: { players: 2 },
  }),
  serving({
    server: 'game',
    settings: { players: 4, turnMs: 150 },
    model: { turns: { per: 'resource', timeout: '150ms' } },
    users: 4,
    isSlow: true,
    wrong: { players: 2 },
  }),
  serving({
    server: 'rooms',
    settings: { slots: 2 },
    model: { concurrency: { per: 'resource', limit: 2 } },
    acts: [['acquire'], ['acquire', 'release'], ['acquire', 'acquire', 'release']],
    wrong: { slots: 3 },
  }),
  serving({
    server: 'canvas',
    settings: { userMs: 300, resourceMs: 200 },
    model: {
      allOf: [
        { cooldown: { per: 'user', every: '300ms' } },
        { cooldown: { per: 'resource', every: '200ms' } },
      ],
    },
    wrong: { resourceMs: 80 },
  }),
];

function serving(written: Omit<Served, 'title' | 'acts'> & Partial<Pick<Served, 'acts'>>): Served {
  const { server, settings, acts = [['act']] } = written;
  const title = [server, ...Object.entries(settings).map(([key, value]) => `${key} ${value}`)].join(' ');
  return { ...written, title, acts };
}
