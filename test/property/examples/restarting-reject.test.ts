import { checkLimiter, cooldown } from 'turnwise/property';
import { expect, it } from 'vitest';

/** Writes down every attempt, not only those it accepts: who keeps asking waits for ever. */
function slowMode(nowMs: () => number, everyMs: number) {
  const lastMs = new Map<string, number>();
  return ({ user }: { user: string }) => {
    const waitedMs = nowMs() - (lastMs.get(user) ?? -Infinity);
    lastMs.set(user, nowMs());
    return waitedMs >= everyMs;
  };
}

const model = cooldown({ per: ['user'], everyUs: 5_000_000 });

it('finds a reject that restarts the cooldown', async () => {
  const check = checkLimiter(({ nowMs }) => slowMode(nowMs, 5000), model);
  await expect(check).rejects.toThrowErrorMatchingInlineSnapshot(`
    [Error: The limiter is not a cooldown of 5000 ms per user.

      at       who  what  where  answered  the model says
      0 ms     u0   act   r0     accepted  accept
      1 ms     u0   act   r0     refused   refuse
      5000 ms  u0   act   r0     refused   accept          <- wrong

    the server refused u0 on r0 although nothing had been accepted from u0 anywhere for at least 5000 ms; the cooldown is 5000 ms.

    To see it again: { seed: 42, path: '1:1:2:2:5:5:3:5:13:13:13:13' }]
  `);
});
