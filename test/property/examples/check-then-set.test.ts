import { checkRaces, cooldown } from 'turnwise/property';
import { expect, it } from 'vitest';

/** A store behind a network, as far as the limiter knows. */
class Store {
  readonly #values = new Map<string, number>();
  async get(key: string): Promise<number | undefined> {
    return this.#values.get(key);
  }
  async set(key: string, value: number): Promise<void> {
    this.#values.set(key, value);
  }
}

/** Reads, decides, writes: whoever reads in between decides on what is no longer true. */
function votes(store: Store, nowMs: () => number) {
  return async ({ resource }: { resource: string }) => {
    const untilMs = (await store.get(resource)) ?? 0;
    if (nowMs() < untilMs) return false;
    await store.set(resource, nowMs() + 200);
    return true;
  };
}

const model = cooldown({ per: ['resource'], everyUs: 200_000 });

it('finds a check-then-set race', async () => {
  const check = checkRaces(({ nowMs, interleaved }) => votes(interleaved(new Store()), nowMs), model);
  await expect(check).rejects.toThrowErrorMatchingInlineSnapshot(`
    [Error: The limiter is not a cooldown of 200 ms per resource when attempts are under way together.

          at    who  what  where  answered  the model says
      #1  0 ms  u0   act   r0     accepted  either
      #2  0 ms  u0   act   r0     accepted  refuse          <- wrong

    r0 accepted u0 twice within 0 ms; the cooldown is 200 ms.

    Its operations, in the order they ran:
      #1  get("r0")                 -> undefined
      #2  get("r0")                 -> undefined
      #1  set("r0", 1699999200200)  -> undefined
      #2  set("r0", 1699999200200)  -> undefined

    To see it again: { seed: 42, path: '1:1:2:2:2' }]
  `);
});
