import type { Found } from './known.js';

/** Something a library does, or is said to do, that a test of it must know. */
interface Trap {
  readonly text: string;
  readonly found: Found;
}

const reproduced = (text: string): Trap => ({ text, found: 'reproduced' });
const refuted = (text: string): Trap => ({ text, found: 'refuted' });
const notTried = (text: string): Trap => ({ text, found: 'not tried' });

/** Every trap by name, the library first; the same in the table of `docs/limiters.md`. */
export const traps = {
  'rlf/counts-refused': reproduced(
    'in memory, refused attempts use up the window, but do not put off its end',
  ),
  'rlf/block-once': reproduced(
    '`blockDuration` starts with the first overflow; later refusals do not extend it',
  ),
  'rlf/long-duration': reproduced(
    'a duration above 2^31-1 ms is forgotten after 1 ms: accepted again at once',
  ),
  'rlf/reward-unseen': reproduced('`reward` (and `penalty`) move the count by calls no client sees'),
  'rlf/early-promise': refuted('`msBeforeNext` may be too early in memory'),
  'rlf/evenly-late': reproduced('`execEvenly` answers accepts late instead of refusing'),
  'rlf/queue-late': reproduced('`RateLimiterQueue` never refuses: it waits'),
  'rlf-redis/one-late': reproduced('a key is alive in the millisecond it ends in: refused with 0 ms to wait'),
  'rlf-redis/sub-second': reproduced('a duration under a second never ends: the key has no expiry'),
  'rlf-redis/fractions': reproduced('fractions of a second are cut: 1.9 s are 1 s'),
  'rlf-redis/counts-refused': reproduced('refused attempts use up the window'),
  'rlf-redis/refused-extends': refuted('refused attempts put off the end of the window'),
  'rlf-redis/block-once': reproduced('`blockDuration` starts with the first overflow, and only then'),
  'rlf-redis/in-memory-block': reproduced(
    '`inMemoryBlockOnConsumed` refuses on one process what another would accept',
  ),
  'rlf-redis/insurance': reproduced('`insuranceLimiter` begins a new count when Redis fails'),
  'rlf-redis/timeout': reproduced(
    '`RLWrapperTimeouts` falls back, and Redis counts the attempt later as well',
  ),
  'erl/hits-count-refused': reproduced('`totalHits` counts refused attempts'),
  'erl/edge': reproduced('a new window begins at exactly `windowMs`, not after it'),
  'erl/retry-after-seconds': reproduced('`Retry-After` is up to a second too late'),
  'erl/early-promise': refuted('`Retry-After` may be too early'),
  'erl/failed-uncounted': reproduced('`skipFailedRequests` takes the hit back when the answer is sent'),
  'erl/subnet-shares': reproduced('IPv6 addresses of one /56 share a count'),
  'erl/mapped-share': refuted('all IPv4-mapped addresses share a count'),
  'erl/long-window': reproduced(
    'a window above 2^31-1 ms ends at once; it says so, but not with a store of your own',
  ),
  'limiter/window-and-bucket': reproduced('`RateLimiter` is a window and a bucket, neither alone'),
  'limiter/refused-opens-window': reproduced(
    'an attempt that the bucket refuses begins a window of `RateLimiter`',
  ),
  'limiter/starts-empty': reproduced('`TokenBucket` begins empty; `RateLimiter` begins full'),
  'limiter/rounds': reproduced('a token may come a millisecond late, because fractions are summed up'),
  'limiter/overshoot': refuted('concurrent `removeTokens` overshoot the window'),
  'limiter/waits': reproduced('`removeTokens` waits instead of refusing'),
  'limiter/minus-one': reproduced('with `fireImmediately` a refusal is the number -1'),
  'limiter/text-interval': refuted("the interval `'8000'` is taken for a second"),
  'limiter/wall-clock': refuted('a jump of the wall clock lets more through'),
  'limiter/early-wait': refuted('`getWaitTime` may be too early'),
  'bottleneck/queues': reproduced('without `highWater` nothing is refused, only delayed'),
  'bottleneck/block-extends': reproduced(
    'with `BLOCK` every refusal starts the penalty again, even at its last instant',
  ),
  'bottleneck/penalty-of-five-seconds': reproduced(
    'without `minTime` the penalty of `BLOCK` is 5 s, its end included',
  ),
  'bottleneck/heartbeat': reproduced('a reservoir is refilled by a heartbeat of 250 ms: 1.1 s are 1.25 s'),
  'upstash/header': reproduced("a plain Redis refuses the scripts' first line; without it they run"),
  'upstash/fixed-counts-refused': reproduced('`fixedWindow` counts refused attempts'),
  'upstash/sliding-burns': reproduced(
    '`slidingWindow` keeps what a too large request took although it refused it',
  ),
  'upstash/bucket-burns': refuted('`tokenBucket` keeps what a too large request took'),
  'upstash/sliding-is-counter': reproduced('`slidingWindow` is two counters, not a log'),
  'upstash/sliding-rounds': reproduced(
    '`slidingWindow` weighs in fractions: one more is let through at round shares',
  ),
  'upstash/early-reset': reproduced(
    'the `reset` of `slidingWindow` is too early: at that time there is still no room',
  ),
  'upstash/bucket-steps': reproduced('`tokenBucket` refills in steps since the first use, not evenly'),
  'upstash/new-anchor': reproduced(
    'the steps of `tokenBucket` begin anew when Redis has forgotten a full bucket',
  ),
  'upstash/fail-open': reproduced('after the `timeout` of 5 s without an answer everything is let through'),
  'upstash/cache-outlasts-sliding': reproduced(
    'the cache, on unless turned off, refuses until the window ends, even where `slidingWindow` would accept',
  ),
  'upstash/cache-one-late': reproduced('the cache still refuses in the first millisecond of the next window'),
  'upstash/cache-blocks-small': reproduced(
    'after a request that is too large, the cache refuses small ones that fit',
  ),
  'upstash/cached-never-expires': reproduced('`cachedFixedWindow` leaves keys that never expire'),
  'upstash/cached-one-less': refuted(
    '`cachedFixedWindow` lets one less through once the cache knows the key',
  ),
  'upstash/cached-per-process': reproduced(
    '`cachedFixedWindow` counts per process: two let more through than one',
  ),
  'upstash/sliding-never-expires': refuted('`slidingWindow` leaves keys that never expire'),
  'upstash/client-clock': reproduced(
    'windows follow the clock of the process: a fast one begins the next window early',
  ),
  'p-throttle/boundary': notTried(
    'a call waits until more than the interval has passed; delays grow without bound',
  ),
  'nestjs/block': notTried('a block counts from the first refused attempt: 10 in 10 s can block for 19 s'),
  'colyseus/one-more': notTried(
    'the message that opens a window is not counted: one more passes each second',
  ),
  'redis-cell/rounding': notTried('a GCRA that rounds its promises to seconds'),
  'nginx/leaky': notTried('`limit_req` counts in thousandths of a request on a clock cached for each loop'),
} as const satisfies Record<string, Trap>;

export type TrapId = keyof typeof traps;
