import { AsyncLocalStorage } from 'node:async_hooks';
import * as fc from 'fast-check';

/** An operation that was let through, and what came of it. */
export interface Operation {
  /** Whose it was: `#1` for the first task that was started. */
  readonly who: string;
  readonly call: string;
  readonly result: string;
}

/** Lets operations of concurrent tasks through one at a time, in an order that was chosen. */
export interface Turnstile {
  /** A store whose calls wait for their turn. */
  readonly interleaved: <Store extends object>(store: Store) => Store;
  /** Starts tasks together and lets their operations through until all are done. */
  readonly run: <Result>(tasks: readonly (() => Promise<Result>)[]) => Promise<readonly Result[]>;
  /** What was let through so far. */
  readonly operations: readonly Operation[];
}

/**
 * A turnstile on the scheduler of fast-check. `choices` says which of the waiting operations goes next,
 * as an index; after the last choice whoever waits longest. Chosen beforehand and not by the scheduler,
 * because it can draw an order but not shrink one.
 */
export function turnstile(choices: readonly number[]): Turnstile {
  const order: number[] = [];
  const scheduler = fc.schedulerFor(order, {
    // Called right before the scheduler looks up the next task: by then it is known who waits.
    act: (go) => {
      const waiting = scheduler.report().filter(({ status }) => status === 'pending');
      order.push(waiting[(choices[order.length] ?? 0) % waiting.length].taskId);
      return go();
    },
  });
  const whose = new AsyncLocalStorage<string>();
  const operations: Operation[] = [];
  let started = 0;
  const pass = <Result>(call: string, operate: () => Promise<Result>): Promise<Result> => {
    const who = whose.getStore() ?? '';
    return new Promise((resolve, reject) => {
      const builder = async (): Promise<void> => {
        try {
          const result = await operate();
          operations.push({ who, call, result: fc.stringify(result) });
          resolve(result);
        } catch (thrown) {
          operations.push({ who, call, result: String(thrown) });
          reject(thrown);
        }
      };
      scheduler.scheduleSequence([{ label: call, builder }]);
    });
  };
  return {
    interleaved: (store) => interleavedBy(store, pass),
    run: (tasks) => scheduler.waitFor(Promise.all(tasks.map((task) => whose.run(`#${++started}`, task)))),
    operations,
  };
}

function interleavedBy<Store extends object>(
  store: Store,
  pass: (call: string, operate: () => Promise<unknown>) => Promise<unknown>,
): Store {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]) =>
        pass(`${String(name)}(${args.map(fc.stringify).join(', ')})`, async () =>
          Reflect.apply(member, target, args),
        );
    },
  });
}
