import type { HookWorld } from './hook-world.js';
import { Lifetime } from './lifetime.js';
import { inTime } from './pledge.js';
import { reasonText, spanText } from './words.js';

/** Whose hooks are run, and until when anybody cares. */
export interface HookOwner {
  readonly user: string;
  readonly group: string | null;
  readonly lifetime: Lifetime;
}

/** A hook that threw or waited in vain: it is written down already. */
export class HookFailure extends Error {
  readonly hook: string;
  readonly reason: string;

  constructor(hook: string, reason: string) {
    super(`the ${hook} hook failed: ${reason}`);
    this.hook = hook;
    this.reason = reason;
  }
}

/** One call of a hook. */
export interface HookCall<T> {
  readonly hook: string;
  readonly work: () => T | Promise<T>;
  /** How long it may take; absent: as long as it likes. */
  readonly timeoutUs?: number;
  /** Absent: how long it takes is measured. */
  readonly untimed?: true;
}

/**
 * Runs a hook, timed, and within a time if there is one. What ends with the owner's life is
 * nobody's failure and is not written down.
 *
 * @throws HookFailure
 */
export async function runHook<T>(
  world: HookWorld,
  owner: HookOwner,
  { hook, work, timeoutUs, untimed }: HookCall<T>,
): Promise<T> {
  const sinceUs = world.timers.nowUs();
  const over = new Lifetime();
  try {
    const working = Promise.resolve(world.blocking.run({ user: owner.user, hook, over }, work));
    const value = await (timeoutUs === undefined ? working : bounded(world, owner, timeoutUs, working));
    const counts = owner.lifetime.endedBy === null && untimed === undefined;
    if (counts) measure(world, owner, hook, world.timers.nowUs() - sinceUs);
    return value;
  } catch (error) {
    throw hookFailed(world, owner, hook, error);
  } finally {
    over.end('over');
  }
}

/** Writes down what a hook threw. */
export function hookFailed(world: HookWorld, owner: HookOwner, hook: string, error: unknown): HookFailure {
  const reason = typeof error === 'string' ? error : reasonText(error, world.settings.file);
  if (owner.lifetime.endedBy === null) {
    const atUs = Math.ceil(world.timers.nowUs());
    world.event({ kind: 'hook-failed', atUs, user: owner.user, hook, reason });
  }
  return new HookFailure(hook, reason);
}

/** How long something took counts among the hooks. */
export function measure({ measured }: HookWorld, { group }: HookOwner, hook: string, tookUs: number): void {
  measured({ metric: hook, of: 'hook', value: Math.max(0, Math.round(tookUs)), group });
}

function bounded<T>(
  { timers }: HookWorld,
  { lifetime }: HookOwner,
  timeoutUs: number,
  work: Promise<T>,
): Promise<T> {
  return inTime(timers, { lifetime, timeoutUs, late: `it took longer than ${spanText(timeoutUs)}` }, work);
}
