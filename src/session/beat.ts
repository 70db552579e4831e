import type { Lifetime } from './lifetime.js';
import type { Timers } from './pledge.js';

/** Resolves after a while, or with the end of a life; leaves no timer behind. */
export function beat(timers: Timers, lifetime: Lifetime, us: number): Promise<void> {
  return new Promise((resolve) => {
    const ends: (() => unknown)[] = [];
    const done = (): void => {
      for (const end of ends) end();
      resolve();
    };
    const timer = timers.at(timers.nowUs() + us, done);
    ends.push(() => timer.unsubscribe());
    ends.push(lifetime.onEnd(done));
  });
}
