import type { Model } from '../models/model.js';

/** A reference server that limits as a model says, and the settings with which it does. */
export interface Reference {
  readonly server: string;
  readonly settings: Readonly<Record<string, number>>;
  /** What it counts on: the resource of an action, its user, or both apart. */
  readonly counts: 'resource' | 'user' | 'both';
  /** Whether it matters to it who acts, besides what it counts on: holders, players. */
  readonly knowsUsers: boolean;
}

/**
 * The reference server of a limit: the one whose known bugs a server with such a limit may have.
 * @throws RangeError where there is none, in words that say which limits have one.
 */
export function referenceOf(model: Model): Reference {
  const found = referenceOrNull(model);
  if (found !== null) return found;
  throw new RangeError(
    `no reference server has the limit of this scenario (${model.describe}), so no bugs of it are known; they are for a cooldown, a token bucket, a sliding log, a fixed window that nothing refreshes, a sliding counter, a capacity, once, a lease, turns, a concurrency limit, and a cooldown per user together with one per resource`,
  );
}

/** The same; `null` where there is none. */
export function referenceOrNull(model: Model): Reference | null {
  return simpleOf(model) ?? canvasOf(model);
}

function simpleOf({ name, parameters }: Model): Reference | null {
  const number = (key: string): number => Number(parameters[key]);
  const ms = (key: string): number => number(key) / 1000;
  switch (name) {
    case 'cooldown': {
      const server = parameters['restartOnReject'] === true ? 'debounce' : 'arena';
      return byResource(server, { cooldownMs: ms('everyUs') });
    }
    case 'tokenBucket':
      return byUser('api', { capacity: number('capacity'), refillMs: ms('refillEveryUs') });
    case 'slidingLog':
      return byUser('chat', { limit: number('limit'), windowMs: ms('windowUs') });
    case 'fixedWindow':
      return quotaOf(parameters, { limit: number('limit'), windowMs: ms('windowUs') });
    case 'slidingCounter':
      return byUser('gateway', { limit: number('limit'), windowMs: ms('windowUs') });
    case 'capacity':
      return byResource('seats', { seats: number('limit') });
    case 'once': {
      const settings = { upsert: parameters['onRepeat'] === 'update' ? 1 : 0 };
      return { server: 'ballot', settings, counts: 'both', knowsUsers: true };
    }
    case 'lease':
      return { ...byResource('locks', { ttlMs: ms('ttlUs') }), knowsUsers: true };
    case 'concurrency':
      return { ...byResource('rooms', { slots: number('limit') }), knowsUsers: true };
    case 'turns': {
      const players = (parameters['order'] as readonly string[]).length;
      const turnMs = parameters['timeoutUs'] === undefined ? 0 : ms('timeoutUs');
      return { ...byResource('game', { players, turnMs }), knowsUsers: true };
    }
    default:
      return null;
  }
}

function quotaOf(
  { anchor, refresh, countRejected }: Model['parameters'],
  settings: Readonly<Record<string, number>>,
): Reference | null {
  if ((refresh ?? 'never') !== 'never' || countRejected === true) return null;
  return byUser('quota', { ...settings, byClock: anchor === 'epoch' ? 1 : 0 });
}

/** Two cooldowns at once, one for who acts and one for what is acted on. */
function canvasOf({ driver }: Model): Reference | null {
  if (driver.kind !== 'composed' || driver.rules.length !== 2) return null;
  const msOf = (field: string): number | null => {
    const rule = driver.rules.find(({ name, per }) => name === 'cooldown' && per.join('+') === field);
    return rule?.driver.kind === 'interval-recursion' ? rule.driver.everyUs / 1000 : null;
  };
  const [userMs, resourceMs] = [msOf('user'), msOf('resource')];
  if (userMs === null || resourceMs === null) return null;
  return { server: 'canvas', settings: { userMs, resourceMs }, counts: 'both', knowsUsers: true };
}

function byResource(server: string, settings: Reference['settings']): Reference {
  return { server, settings, counts: 'resource', knowsUsers: false };
}

function byUser(server: string, settings: Reference['settings']): Reference {
  return { server, settings, counts: 'user', knowsUsers: false };
}
