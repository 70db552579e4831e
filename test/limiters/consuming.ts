import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Limiter } from './driven.js';

/** Any limiter of rate-limiter-flexible: accepted, refused with a promise, or a failure that is neither. */
export function consuming(of: Pick<RateLimiterAbstract, 'consume'>): Limiter {
  return async (key, cost) => {
    try {
      await of.consume(key, cost);
      return { accepted: true };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { accepted: false, retryAfterMs: refusal.msBeforeNext };
    }
  };
}
