import type { Lifetime } from './lifetime.js';

/** A promise that always comes to an end: kept or broken by hand, broken when its time is up or its life is over. */
export interface Pledge<T> {
  readonly promise: Promise<T>;
  keep(value: T): void;
  break(error: Error): void;
}

export interface Timers {
  readonly nowUs: () => number;
  readonly at: (dueUs: number, work: () => void) => { unsubscribe(): void };
}

export interface PledgeTerms {
  readonly lifetime: Lifetime;
  readonly timeoutUs: number;
  /** What is said when the time is up. */
  readonly late: string;
  /** Called once, however it ends. */
  readonly over?: () => void;
}

/** Leaves no timer behind. Nobody has to listen: a broken pledge that nobody waits for is no crash. */
export function pledge<T>(timers: Timers, { lifetime, timeoutUs, late, over }: PledgeTerms): Pledge<T> {
  const ties: (() => void)[] = [];
  let isOpen = true;
  let resolve: (value: T) => void;
  let reject: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  promise.catch(() => {});
  const end = (settle: () => void): void => {
    if (!isOpen) return;
    isOpen = false;
    for (const untie of ties) untie();
    over?.();
    settle();
  };
  const breakWith = (error: Error): void => end(() => reject(error));
  const timer = timers.at(timers.nowUs() + timeoutUs, () => breakWith(new Error(late)));
  ties.push(() => timer.unsubscribe());
  ties.push(lifetime.onEnd((reason) => breakWith(new Error(reason))));
  return { promise, keep: (value) => end(() => resolve(value)), break: breakWith };
}

/** The same promise, but it ends in time. */
export async function inTime<T>(timers: Timers, terms: PledgeTerms, work: Promise<T>): Promise<T> {
  const bounded = pledge<T>(timers, terms);
  work.then(
    (value) => bounded.keep(value),
    (error: unknown) => bounded.break(error instanceof Error ? error : new Error(String(error))),
  );
  return bounded.promise;
}
