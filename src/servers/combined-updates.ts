import type { Store, Update } from '../behaviours/behaviour.js';

/** A place that keeps one text for each key, and changes it only for who knows what it is; '' is nothing. */
export interface SwappedTexts {
  read(key: string): Promise<string>;
  /**
   * Puts `after` where `before` is; `null` leaves it. Gives `null` when `before` was there, else what is
   * there instead. Either way it is looked at, and at one instant.
   */
  swap(key: string, before: string, after: string | null): Promise<string | null>;
}

/** One update that waits for its turn. */
interface Waiting {
  /** What the key holds after it; its answer is given away only by `settle`. */
  decide(text: string): { readonly text: string; readonly settle: () => void };
  readonly reject: (error: unknown) => void;
}

/** So often in a row others would have to be faster; then something else is wrong. */
const triesMax = 100_000;

/**
 * `update` over a place that can only swap. All that wait for a key in this process are decided about one
 * after another, between one look at it and the next, so that only processes get in each other's way and
 * a crowd costs no more round trips than one. If somebody was faster all of them decide again, at once.
 */
export function combined(texts: SwappedTexts): Store['update'] {
  const queues = new Map<string, Waiting[]>();
  return <Result, Value>(key: string, decide: (value?: Value) => Update<Result, Value>) =>
    new Promise<Result>((resolve, reject) => {
      const waiting = waitingOf(decide, resolve, reject);
      const queue = queues.get(key);
      if (queue !== undefined) return void queue.push(waiting);
      queues.set(key, [waiting]);
      void emptied(texts, key, queues);
    });
}

/** Works until nobody waits for the key any more. What fails fails for all who wait. */
async function emptied(texts: SwappedTexts, key: string, queues: Map<string, Waiting[]>): Promise<void> {
  let text = '';
  try {
    text = await texts.read(key);
    for (let tries = 1; tries <= triesMax; tries++) {
      const queue = queues.get(key) ?? [];
      const many = queue.length;
      const { after, settled } = decidedAll(queue, text);
      const instead = await texts.swap(key, text, after === text ? null : after);
      text = instead ?? after;
      if (instead !== null) continue;
      settled.forEach((settle) => settle());
      queue.splice(0, many);
      if (queue.length === 0) return void queues.delete(key);
      tries = 0;
    }
    throw new Error(`others were faster ${triesMax} times in a row`);
  } catch (error) {
    const queue = queues.get(key) ?? [];
    queues.delete(key);
    queue.forEach(({ reject }) => reject(error));
  }
}

function decidedAll(
  queue: readonly Waiting[],
  before: string,
): { readonly after: string; readonly settled: readonly (() => void)[] } {
  let after = before;
  const settled = queue.map((waiting) => {
    try {
      const decided = waiting.decide(after);
      after = decided.text;
      return decided.settle;
    } catch (error) {
      // Its own fault, and nobody else's.
      return () => waiting.reject(error);
    }
  });
  return { after, settled };
}

function waitingOf<Result, Value>(
  decide: (value?: Value) => Update<Result, Value>,
  resolve: (result: Result) => void,
  reject: (error: unknown) => void,
): Waiting {
  return {
    reject,
    decide: (text) => {
      const { value, result } = decide(text === '' ? undefined : (JSON.parse(text) as Value));
      return {
        text: value === undefined ? text : JSON.stringify(value),
        settle: () => resolve(result),
      };
    },
  };
}
