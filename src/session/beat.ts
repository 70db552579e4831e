import type { Lifetime } from './lifetime.js';
import type { Timers } from './pledge.js';

/** Resolves after a while, or with the end of a life; leaves no timer behind. */
export function beat(timers: Timers, lifetime: Lifetime, us: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      timer.unsubscribe();
      forget();
      resolve();
    };
    let forget = (): void => {};
    const timer = timers.at(timers.nowUs() + us, done);
    forget = lifetime.onEnd(done);
  });
}
