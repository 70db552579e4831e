// oxlint-disable unicorn/consistent-function-scoping vitest/expect-expect -- limiters stand where they are tested; checks throw
import { describe, expect, it } from 'vitest';
import {
  checkLimiter,
  checkRaces,
  cooldown,
  ownModel,
  slidingLog,
  tokenBucket,
  type LimiterFactory,
} from '../../src/property/index.js';
import { correct } from './correct.js';

const { limiter, model } = correct['cooldown'];

const messageOf = (check: Promise<unknown>): Promise<string> =>
  check.then(
    () => '',
    (error: unknown) => String(error),
  );

describe('checkLimiter', () => {
  it('is the same twice, and again from the seed and path it names', async () => {
    const short = cooldown({ per: ['resource'], everyUs: 1_001_000 });
    const message = await messageOf(checkLimiter(limiter, short));
    expect(message).toContain('999 ms'.replace('999', '1000'));
    expect(await messageOf(checkLimiter(limiter, short))).toBe(message);
    const [, seed, path] = /\{ seed: (-?\d+), path: '([\d:]+)' \}/.exec(message) ?? [];
    const again = await messageOf(checkLimiter(limiter, short, { seed: Number(seed), path: path ?? '' }));
    expect(again.split('To see')[0]).toBe(message.split('To see')[0]);
  });

  it('makes a new limiter for every schedule', async () => {
    let made = 0;
    const counted: LimiterFactory = (world) => {
      made++;
      return limiter(world);
    };
    const { schedules } = await checkLimiter(counted, model, { runs: 30 });
    expect(made).toBe(schedules);
  });

  it('takes async limiters, objects and answers in objects', async () => {
    const wrapped: LimiterFactory = async (world) => {
      const inner = await limiter(world);
      return {
        attempt: async (attempt) => ({
          accepted: typeof inner === 'function' && (await inner(attempt)) === true,
          more: 1,
        }),
      };
    };
    await checkLimiter(wrapped, model, { runs: 50 });
  });

  it('shows what a limiter throws, and refuses answers that are none', async () => {
    const throwing: LimiterFactory = () => {
      let asked = 0;
      return () => {
        if (++asked === 3) throw new Error('no connection');
        return true;
      };
    };
    const allowing = ownModel({
      name: 'open',
      per: ['resource'],
      describe: 'open to everybody',
      durationsUs: [],
      init: () => 0,
      decide: (state) => ({ accepts: true, next: state }),
    });
    const thrown = await messageOf(checkLimiter(throwing, allowing));
    expect(thrown).toMatchInlineSnapshot(`
      "Error: The limiter is not open to everybody.

        at    who  what  where  answered
        0 ms  u0   act   r0     accepted    2 times
        0 ms  u0   act   r0     threw

      It threw instead of answering: Error: no connection

      To see it again: { seed: 42, path: '1:0:0:0:0:0:3:3:3' }"
    `);
    const mute = (() => () => undefined) as unknown as LimiterFactory;
    expect(await messageOf(checkLimiter(mute, model))).toContain(
      'answers true, false or { accepted }, not undefined',
    );
  });

  it('does not accuse a limiter for the step of its clock', async () => {
    const inSeconds: LimiterFactory = ({ nowMs }) => {
      const last = new Map<string, number>();
      return ({ resource }) => {
        const now = Math.floor(nowMs() / 1000);
        if (now - (last.get(resource) ?? -Infinity) < 5) return false;
        last.set(resource, now);
        return true;
      };
    };
    const five = cooldown({ per: ['resource'], everyUs: 5_000_000 });
    await checkLimiter(inSeconds, five, { unit: 's' });
    await expect(checkLimiter(inSeconds, five, { unit: 'ms' })).rejects.toThrow('cooldown');
    // A third of a second is between two milliseconds: the first one behind it is the one that counts.
    const thirds: LimiterFactory = ({ nowMs }) => {
      const lastMs = new Map<string, number>();
      return ({ resource }) => {
        if (nowMs() - (lastMs.get(resource) ?? -Infinity) < 1000 / 3) return false;
        lastMs.set(resource, nowMs());
        return true;
      };
    };
    await checkLimiter(thirds, cooldown({ per: ['resource'], everyUs: 333_333 }));
  });

  it('goes down to microseconds where the clock does', async () => {
    const lateByOne: LimiterFactory = ({ nowUs }) => {
      let lastUs = -Infinity;
      return () => {
        if (nowUs() - lastUs <= 1_000_000) return false;
        lastUs = nowUs();
        return true;
      };
    };
    const all = cooldown({ per: [], everyUs: 1_000_000 });
    await expect(checkLimiter(lateByOne, all, { unit: 'us' })).rejects.toThrow('at least 1000 ms');
    await checkLimiter(lateByOne, all, { unit: 'us', assumptions: { boundary: 'exclusive' } });
  });

  it('tries costs', async () => {
    const costless: LimiterFactory = ({ nowMs }) => {
      const hits: number[] = [];
      return () => {
        while (hits.length > 0 && hits[0] <= nowMs() - 1000) hits.shift();
        return hits.length < 3 && hits.push(nowMs()) > 0;
      };
    };
    const log = slidingLog({ per: [], limit: 3, windowUs: 1_000_000 });
    await checkLimiter(costless, log);
    await expect(checkLimiter(costless, log, { costs: [1, 2] })).rejects.toThrow('act for 2');
  });

  it('fills limits up to 30, and says so of larger ones', async () => {
    const lax: LimiterFactory = () => {
      let left = 21;
      return () => left-- > 0;
    };
    const bucketOf = (capacity: number) => tokenBucket({ per: [], capacity, refillEveryUs: 3_600_000_000 });
    const message = await messageOf(checkLimiter(lax, bucketOf(20), { runs: 20 }));
    expect(message).toContain('20 times');
    await expect(messageOf((async () => checkLimiter(lax, bucketOf(31)))())).resolves.toContain(
      'make it smaller for the test',
    );
  });
});

describe('checkRaces', () => {
  const asyncStore = () => {
    const values = new Map<string, number>();
    return {
      get: async (key: string) => values.get(key),
      set: async (key: string, value: number) => void values.set(key, value),
      /** Reads, decides and writes in one. */
      claim: async (key: string, nowMs: number, everyMs: number) => {
        const isFree = nowMs - (values.get(key) ?? -Infinity) >= everyMs;
        if (isFree) values.set(key, nowMs);
        return isFree;
      },
    };
  };

  it('finds nothing where the store decides in one operation', async () => {
    const atomic: LimiterFactory = ({ nowMs, interleaved }) => {
      const store = interleaved(asyncStore());
      return ({ resource }) => store.claim(resource, nowMs(), 1000);
    };
    const seen = await checkRaces(atomic, model);
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });

  it('finds the race that checkLimiter cannot see', async () => {
    const racy: LimiterFactory = ({ nowMs, interleaved }) => {
      const store = interleaved(asyncStore());
      return async ({ resource }) => {
        if (nowMs() - ((await store.get(resource)) ?? -Infinity) < 1000) return false;
        await store.set(resource, nowMs());
        return true;
      };
    };
    await checkLimiter(racy, model);
    const message = await messageOf(checkRaces(racy, model));
    expect(message.match(/#\d {2}(?:get|set)/g)).toEqual(['#1  get', '#2  get', '#1  set', '#2  set']);
  });
});
