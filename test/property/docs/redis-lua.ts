import type { Redis } from 'ioredis';
import { checkRaces, cooldown } from 'turnwise/property';

const script = `
  local last = tonumber(redis.call('GET', KEYS[1]))
  if last and tonumber(ARGV[1]) - last < 5000 then return 0 end
  redis.call('SET', KEYS[1], ARGV[1])
  return 1`;

/** Checks the script on a server that may be emptied. */
export async function checkSlowMode(redis: Redis): Promise<void> {
  await checkRaces(
    async ({ nowMs, interleaved }) => {
      await redis.flushdb();
      const store = interleaved({
        tryPost: async (user: string, atMs: number) => (await redis.eval(script, 1, user, atMs)) === 1,
      });
      return ({ user }) => store.tryPost(user, nowMs());
    },
    cooldown({ per: ['user'], everyUs: 5_000_000 }),
    { runs: 50 },
  );
}
