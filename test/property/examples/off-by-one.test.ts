import { checkLimiter, cooldown } from 'turnwise/property';
import { expect, it } from 'vitest';

/** Refuses at exactly one second, where its users were promised that a second is enough. */
class Cooldown {
  readonly #lastMs = new Map<string, number>();
  constructor(private readonly nowMs: () => number) {}

  attempt({ resource }: { resource: string }): boolean {
    const lastMs = this.#lastMs.get(resource) ?? -Infinity;
    if (this.nowMs() - lastMs <= 1000) return false;
    this.#lastMs.set(resource, this.nowMs());
    return true;
  }
}

const model = cooldown({ per: ['resource'], everyUs: 1_000_000 });

it('finds a boundary that is off by one', async () => {
  const check = checkLimiter(({ nowMs }) => new Cooldown(nowMs), model);
  await expect(check).rejects.toThrowErrorMatchingInlineSnapshot(`
    [Error: The limiter is not a cooldown of 1000 ms per resource.

      at       who  what  where  answered  the model says
      0 ms     u0   act   r0     accepted  accept
      1000 ms  u0   act   r0     refused   accept          <- wrong

    r0 refused u0 although nothing had been accepted there for at least 1000 ms; the cooldown is 1000 ms.

    To see it again: { seed: 42, path: '4:0:2:1:1:2:10' }]
  `);
});
