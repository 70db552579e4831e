import { Observable, type Unsubscribable } from 'rxjs';
import type { Step } from '../plan/plan.js';
import type { TimeScheduler } from './time-scheduler.js';

/**
 * The plan as an observable: each step at its intended time, in order. It holds one pending
 * action, not a timer per step, so that a plan of ten million steps costs no memory; each due time is
 * computed from the origin, so that lateness never adds up.
 */
export function timeline(
  steps: Iterable<Step>,
  scheduler: TimeScheduler,
  originUs: number,
): Observable<Step> {
  return new Observable((subscriber) => {
    const iterator = steps[Symbol.iterator]();
    let next = iterator.next();
    let pending: Unsubscribable | undefined;
    const sendDue = (): void => {
      const nowUs = scheduler.nowUs();
      while (next.done !== true && originUs + next.value.intendedAtUs <= nowUs) {
        subscriber.next(next.value);
        if (subscriber.closed) return;
        next = iterator.next();
      }
      if (next.done === true) subscriber.complete();
      else pending = scheduler.at(originUs + next.value.intendedAtUs, hop);
    };
    // A plan that throws in its middle is this observable's error, not the scheduler's.
    const hop = (): void => {
      try {
        sendDue();
      } catch (error) {
        subscriber.error(error);
      }
    };
    hop();
    return () => {
      pending?.unsubscribe();
      iterator.return?.();
    };
  });
}
