import { checkLimiter, tokenBucket } from 'turnwise/property';
import { expect, it } from 'vitest';

/** A bucket of three for each user, so it was meant; the key is the room. */
function chatLimit(nowMs: () => number) {
  const buckets = new Map<string, { level: number; atMs: number }>();
  return ({ resource: room }: { user: string; resource: string }) => {
    const bucket = buckets.get(room) ?? { level: 0, atMs: nowMs() };
    const level = Math.max(0, bucket.level - (nowMs() - bucket.atMs) / 1000);
    const accepted = level + 1 <= 3;
    buckets.set(room, { level: accepted ? level + 1 : level, atMs: nowMs() });
    return { accepted };
  };
}

const model = tokenBucket({ per: ['user'], capacity: 3, refillEveryUs: 1_000_000 });

it('finds a limit that is counted on the wrong key', async () => {
  const check = checkLimiter(({ nowMs }) => chatLimit(nowMs), model);
  await expect(check).rejects.toThrowErrorMatchingInlineSnapshot(`
    [Error: The limiter is not a bucket of 3 tokens, one more every 1000 ms, per user.

      at    who  what  where  answered  the model says
      0 ms  u0   act   r0     accepted  accept                    3 times
      0 ms  u1   act   r0     refused   accept          <- wrong

    the server refused u1 on r0 although nothing had been accepted from u1 anywhere in the 3000 ms before; the limit is a bucket of 3 tokens, one more every 1000 ms, per user.

    To see it again: { seed: 42, path: '1:0:0:3:6:6:6' }]
  `);
});
