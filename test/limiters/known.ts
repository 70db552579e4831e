/** What trying a trap gave. `not tried`: only read about; the library is not installed here. */
export type Found = 'reproduced' | 'refuted' | 'not tried';

/** Packages these tests drive, at the versions the table speaks of. */
export const versions = {
  'rate-limiter-flexible': '11.4.0',
  'express-rate-limit': '8.7.4',
  limiter: '4.1.0',
  bottleneck: '2.19.5',
  '@upstash/ratelimit': '2.2.0',
} as const;

/** One way to use a library, and what it really is. */
interface Known {
  readonly package: keyof typeof versions;
  readonly use: string;
  /** What to write in a scenario, or `none` and what it does instead. */
  readonly model: string;
  readonly advice: string;
}

const none = 'none of the named ones';

/** Every way that was driven with schedules, the same in the table of `docs/limiters.md`. */
export const limiters = {
  'rlf-memory': {
    package: 'rate-limiter-flexible',
    use: '`RateLimiterMemory`',
    model: '`fixedWindow: { per, limit: points, window: duration, countRejected: true }`',
    advice: 'exact, to the millisecond',
  },
  'rlf-block': {
    package: 'rate-limiter-flexible',
    use: '`RateLimiterMemory` with `blockDuration`',
    model: `${none}: the first overflow replaces the window by a block, once`,
    advice: 'a model of your own, `blockingWindow`',
  },
  'rlf-bursty': {
    package: 'rate-limiter-flexible',
    use: '`BurstyRateLimiter`',
    model: `${none}: a second window is asked where the first refuses; \`allOf\` is the opposite`,
    advice: 'a model of your own, `eitherOf`',
  },
  'rlf-redis': {
    package: 'rate-limiter-flexible',
    use: '`RateLimiterRedis`',
    model: '`fixedWindow: { per, limit: points, window: duration, countRejected: true }`',
    advice: 'whole seconds; a key outlives its duration by up to 1 ms, which the default tick allows for',
  },
  'erl-memory': {
    package: 'express-rate-limit',
    use: 'its `MemoryStore`',
    model: '`fixedWindow: { per, limit, window: windowMs }`',
    advice: 'exact; `Retry-After` is in whole seconds, rounded up',
  },
  'limiter-bucket': {
    package: 'limiter',
    use: '`TokenBucket`',
    model: '`tokenBucket: { per, capacity: bucketSize, refillEvery: interval / tokensPerInterval }`',
    advice: 'begins empty: leave `initial` unknown, or wait until it is full',
  },
  'limiter-rate': {
    package: 'limiter',
    use: '`RateLimiter`',
    model: `${none}: a window and a bucket at once, and refused attempts may begin a window`,
    advice: 'a model of your own, `windowAndBucket`',
  },
  'bottleneck-spaced': {
    package: 'bottleneck',
    use: '`minTime`, `highWater: 0`, `OVERFLOW`',
    model: '`cooldown: { per, every: minTime }`',
    advice: 'in real time it checks and counts in two turns of a timer: declare `grace.late`',
  },
  'bottleneck-block': {
    package: 'bottleneck',
    use: '`minTime`, `highWater: 0`, `BLOCK`, `penalty: 0`',
    model: '`cooldown: { per, every: minTime, restartOnReject: true }`',
    advice: 'as above',
  },
  'bottleneck-penalty': {
    package: 'bottleneck',
    use: '`minTime`, `highWater: 0`, `BLOCK`',
    model: `${none}: every refusal adds 15 \`minTime\`, or the \`penalty\``,
    advice: 'a model of your own, `penalized`',
  },
  'bottleneck-reservoir': {
    package: 'bottleneck',
    use: '`reservoir` with refresh, `highWater: 0`, `OVERFLOW`',
    model: '`fixedWindow: { per, limit: amount, window: interval, anchor: epoch }`',
    advice: 'windows begin with the process, so the phase is unknown; round the interval up to 250 ms',
  },
  'bottleneck-slots': {
    package: 'bottleneck',
    use: '`maxConcurrent`, `highWater: 0`, `OVERFLOW`',
    model: '`concurrency: { per, limit: maxConcurrent }`',
    advice: 'a slot is free one turn of a timer after its job',
  },
  'upstash-fixed': {
    package: '@upstash/ratelimit',
    use: '`fixedWindow`, `ephemeralCache: false`',
    model: '`fixedWindow: { per, limit, window, anchor: epoch, countRejected: true }`',
    advice: 'windows follow the clock of the process, not of Redis',
  },
  'upstash-sliding': {
    package: '@upstash/ratelimit',
    use: '`slidingWindow`, `ephemeralCache: false`',
    model: '`slidingCounter: { per, limit, window }`',
    advice: 'where everything costs 1; with the cache it is none of the named ones',
  },
  'upstash-bucket': {
    package: '@upstash/ratelimit',
    use: '`tokenBucket`, `ephemeralCache: false`',
    model: `${none}: \`refillRate\` tokens at once every \`interval\` since the key was first used`,
    advice: 'a model of your own, `steppedBucket`',
  },
} as const satisfies Record<string, Known>;

export type LimiterId = keyof typeof limiters;
