import { Subscription, type Observable } from 'rxjs';
import type { Step } from '../plan/plan.js';
import type { TimeScheduler } from './time-scheduler.js';

/** How the sending of steps ended. */
export type SendingEnd = 'completed' | 'interrupted' | 'max-duration';

export interface SendingPorts {
  readonly scheduler: TimeScheduler;
  readonly stop: AbortSignal;
  /** The instant at which the time is up; `null`: never. */
  readonly untilUs: number | null;
  readonly act: (step: Step) => void;
}

/**
 * Acts on each step as it comes, until the plan ends, the time is up, or somebody stops it; not one step
 * after that. Rejects when the plan or an action throws. Leaves no listener and no timer.
 */
export function sendSteps(steps: Observable<Step>, ports: SendingPorts): Promise<SendingEnd> {
  const { scheduler, stop, untilUs, act } = ports;
  return new Promise((resolve, reject) => {
    const sending = new Subscription();
    const end = (how: SendingEnd): void => {
      sending.unsubscribe();
      resolve(how);
    };
    const fail = (error: unknown): void => {
      sending.unsubscribe();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const next = (step: Step): void => {
      try {
        act(step);
      } catch (error) {
        fail(error);
      }
    };
    const abort = (): void => end('interrupted');
    if (stop.aborted) return abort();
    stop.addEventListener('abort', abort);
    sending.add(() => stop.removeEventListener('abort', abort));
    if (untilUs !== null) sending.add(scheduler.at(untilUs, () => end('max-duration')));
    sending.add(steps.subscribe({ next, error: fail, complete: () => end('completed') }));
  });
}
