import { checkLimiter, fixedWindow } from 'turnwise/property';
import { expect, it } from 'vitest';

/** Keeps memory bounded by forgetting who came first, limit and all. */
class Window {
  readonly #windows = new Map<string, { endsAtMs: number; count: number }>();
  constructor(
    private readonly nowMs: () => number,
    private readonly keysMost: number,
  ) {}

  async attempt({ user }: { user: string }): Promise<boolean> {
    const known = this.#windows.get(user);
    if (known !== undefined && this.nowMs() < known.endsAtMs) return ++known.count <= 2;
    this.#windows.set(user, { endsAtMs: this.nowMs() + 60_000, count: 1 });
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > this.keysMost && oldest !== undefined) this.#windows.delete(oldest);
    return true;
  }
}

const model = fixedWindow({ per: ['user'], limit: 2, windowUs: 60_000_000 });

it('finds a limiter that forgets on eviction', async () => {
  const check = checkLimiter(({ nowMs }) => new Window(nowMs, 3), model, { users: 6 });
  await expect(check).rejects.toThrowErrorMatchingInlineSnapshot(`
    [Error: The limiter is not 2 in a window of 60 s from its first attempt on, per user.

      at    who  what  where  answered  the model says
      0 ms  u0   act   r0     accepted  either
      0 ms  u1   act   r0     accepted  accept
      0 ms  u2   act   r0     accepted  accept
      0 ms  u0   act   r0     accepted  either
      0 ms  u3   act   r0     accepted  accept
      0 ms  u0   act   r0     accepted  refuse          <- wrong

    the server accepted 3 actions of u0 (on r0 3 times) within 0 ms; at most 2 fit: the limit is 2 in a window of 60 s from its first attempt on, per user.

    To see it again: { seed: 42, path: '40:3:5:3:9:9:5:8:8' }]
  `);
});
