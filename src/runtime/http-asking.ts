import type { TimeScheduler } from './time-scheduler.js';

/** The address that HTTP goes to, of the one that connections go to. */
export function httpBaseOf(target: string): string {
  return target.replace(/^ws(s?):/iu, 'http$1:');
}

/** How long something may take, and what ends it before. */
export interface Patience {
  readonly scheduler: TimeScheduler;
  readonly timeoutUs: number;
  readonly ended: AbortSignal;
}

/**
 * What some work comes to, unless it takes too long or everything ends before: then it is given up, and left
 * alone if it does not heed its signal. Leaves neither timer nor listener behind.
 *
 * @throws Error of the work, or that it took too long.
 */
export async function withinTime<T>(
  { scheduler, timeoutUs, ended }: Patience,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  ended.throwIfAborted();
  const giveUp = new AbortController();
  const late = new Error(`no answer within ${Math.round(timeoutUs / 1000)} ms`);
  const stopped = (): void => giveUp.abort(new Error('the run has ended'));
  const timer = scheduler.at(scheduler.nowUs() + timeoutUs, () => giveUp.abort(late));
  ended.addEventListener('abort', stopped);
  try {
    return await new Promise<T>((resolve, reject) => {
      giveUp.signal.addEventListener('abort', () => reject(reasonOf(giveUp.signal)), { once: true });
      work(giveUp.signal).then(resolve, (error: unknown) => reject(asError(error)));
    });
  } finally {
    timer.unsubscribe();
    ended.removeEventListener('abort', stopped);
    // What still goes on in the background, such as a body that nobody read, ends here.
    giveUp.abort(new Error('over'));
  }
}

const reasonOf = (signal: AbortSignal): Error => asError(signal.reason as unknown);

/** `fetch failed` alone says nothing: its cause does. */
function asError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { cause } = error;
  if (!(cause instanceof Error)) return error;
  const said = cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
  return new Error(`${error.message}: ${said}`);
}
