// oxlint-disable vitest/expect-expect -- checks throw
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { checkLimiter, fakeTimers, fixedWindow } from 'turnwise/property';
import { afterEach, beforeEach, it, vi } from 'vitest';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('lets everybody through five times in ten seconds', async () => {
  await checkLimiter(
    () => {
      const limiter = new RateLimiterMemory({ points: 5, duration: 10 });
      return async ({ user }) => {
        try {
          await limiter.consume(user);
          return true;
        } catch (refusal) {
          if (refusal instanceof RateLimiterRes) return false;
          throw refusal;
        }
      };
    },
    fixedWindow({ per: ['user'], limit: 5, windowUs: 10_000_000 }),
    { clock: fakeTimers(vi) },
  );
});
