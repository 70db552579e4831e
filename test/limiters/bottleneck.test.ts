// oxlint-disable vitest/no-standalone-expect -- a trap is a test
import Bottleneck from 'bottleneck';
import { describe, expect, it } from 'vitest';
import { concurrency, cooldown, fixedWindow } from '../../src/models/index.js';
import { randomOf } from '../../src/plan/random.js';
import { agreement, explains, playAll, schedulesEach, seedText, type Subject } from './agreement.js';
import { differencesFrom, drive, type Answered, type Limiter, type Row } from './driven.js';
import { limiters } from './known.js';
import { penalized } from './own-models.js';
import { trap } from './trap.js';
import { onVirtualTime, type VirtualTime } from './virtual-time.js';

const windowOf = (windowMs: number) =>
  fixedWindow({ per: ['resource'], limit: 3, windowUs: windowMs * 1000, anchor: 'epoch', originUs: 0 });
type Options = Bottleneck.ConstructorOptions;
const { OVERFLOW, BLOCK } = Bottleneck.strategy;
const spaced = (everyMs: number, restartOnReject = false) =>
  cooldown({ per: ['resource'], everyUs: everyMs * 1000, restartOnReject });

/** One limiter for each of these keys, made at once: its heartbeat counts from then. */
function scheduling(options: Options): (time: VirtualTime) => Limiter {
  return (time) => {
    const made = new Map(['k', 'k0', 'k1'].map((key) => [key, new Bottleneck(options)]));
    return async (key, weight) => {
      const limiter = made.get(key);
      if (limiter === undefined) throw new Error(`no limiter for ${key}`);
      const answers: Answered[] = [];
      limiter
        .schedule({ weight }, () => Promise.resolve())
        .then(
          () => answers.push({ accepted: true }),
          (refusal: unknown) => {
            if (!(refusal instanceof Bottleneck.BottleneckError)) throw refusal;
            answers.push({ accepted: false });
          },
        );
      for (let turns = 0; answers.length === 0 && turns < 100; turns++) await time.settle();
      // What nobody answered in its own instant waits in a queue: not what these tests set up.
      if (answers.length === 0) throw new Error('queued');
      // A slot is given back in a turn of its own.
      for (let turns = 0; turns < 5; turns++) await time.settle();
      return answers[0];
    };
  };
}

/** No queue: whatever cannot run at once is refused. */
const refusing: Options = { highWater: 0, strategy: OVERFLOW };

const subjects: readonly Subject[] = [
  {
    of: 'bottleneck-spaced',
    name: 'minTime 1 s, OVERFLOW',
    model: spaced(1000),
    shape: { limit: 1, edgesMs: [1000] },
    limiter: scheduling({ ...refusing, minTime: 1000 }),
  },
  {
    of: 'bottleneck-block',
    name: 'minTime 400 ms, BLOCK without penalty',
    model: spaced(400, true),
    shape: { limit: 1, edgesMs: [400] },
    limiter: scheduling({ highWater: 0, strategy: BLOCK, minTime: 400, penalty: 0 }),
  },
  {
    of: 'bottleneck-penalty',
    name: 'minTime 100 ms, BLOCK',
    model: penalized(100_000, 1_500_000),
    shape: { limit: 1, edgesMs: [100, 1600] },
    limiter: scheduling({ highWater: 0, strategy: BLOCK, minTime: 100 }),
  },
  {
    of: 'bottleneck-reservoir',
    name: 'reservoir of 3 every 1 s, OVERFLOW',
    model: windowOf(1000),
    shape: { limit: 3, edgesMs: [1000], costs: [2, 4] },
    limiter: scheduling({
      ...refusing,
      reservoir: 3,
      reservoirRefreshAmount: 3,
      reservoirRefreshInterval: 1000,
    }),
  },
];

describe('bottleneck', () => {
  it.each(subjects.map((subject) => [subject.name, subject] as const))(
    '%s: no difference and no accusation',
    async (_, subject) => expect(await playAll(subject, schedulesEach)).toMatchObject(agreement),
  );

  trap('bottleneck/queues', () =>
    onVirtualTime(async (time) => {
      const limiter = new Bottleneck({ minTime: 1000, maxConcurrent: 1 });
      const ranAtMs: number[] = [];
      for (let tries = 0; tries < 3; tries++)
        void limiter.schedule(() => Promise.resolve(ranAtMs.push(time.nowMs())));
      for (let turns = 0; turns < 20; turns++) await time.settle();
      const atOnce = ranAtMs.length;
      await time.until(5000);
      expect(ranAtMs).toHaveLength(3);
      return atOnce === 1;
    }),
  );

  trap('bottleneck/block-extends', () =>
    onVirtualTime(async (time) => {
      const limiter = scheduling({ highWater: 0, strategy: BLOCK, minTime: 100 })(time);
      const at = [0, 50, 1600, 3199, 4798, 6397].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(limiter, at, time);
      expect(explains(penalized(100_000, 1_500_000), rows)).toBe(true);
      expect(explains(spaced(100), rows)).toBe(false);
      return rows.filter(({ accepted }) => accepted).length === 1;
    }),
  );

  trap('bottleneck/penalty-of-five-seconds', () =>
    onVirtualTime(async (time) => {
      const options = { highWater: 0, strategy: BLOCK, reservoir: 1 };
      const refills = { reservoirRefreshAmount: 1, reservoirRefreshInterval: 250 };
      const limiter = scheduling({ ...options, ...refills })(time);
      const at = [0, 1, 5001, 10_002].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(limiter, at, time);
      return rows.map(({ accepted }) => (accepted ? '+' : '-')).join('') === '+--+';
    }),
  );

  trap('bottleneck/heartbeat', async () => {
    const options = { reservoir: 3, reservoirRefreshAmount: 3, reservoirRefreshInterval: 1100 };
    const subject = {
      of: 'bottleneck-reservoir' as const,
      name: 'reservoir every 1.1 s',
      shape: { limit: 3, edgesMs: [1100, 1250] },
      limiter: scheduling({ ...refusing, ...options }),
    };
    const [told, real] = [
      await playAll({ ...subject, model: windowOf(1100) }, 20),
      await playAll({ ...subject, model: windowOf(1250) }, 20),
    ];
    expect(real.differences).toBe(0);
    return told.differences > 0;
  });

  it(`${limiters['bottleneck-slots'].use}: a slot for each job that runs`, async () => {
    const limit = 3;
    for (let index = 0; index < 40; index++) {
      const rows = await onVirtualTime((time) => slots(time, limit, `${seedText}/slots/${index}`));
      const model = concurrency({ per: ['resource'], limit });
      expect(differencesFrom(model, rows)).toEqual([]);
      if (index < 8) expect(explains(model, rows.slice(0, 12))).toBe(true);
    }
  });
});

/** Jobs that begin and end as a seed says; each row is one attempt to get a slot, or one given back. */
async function slots(time: VirtualTime, maxConcurrent: number, seed: string): Promise<readonly Row[]> {
  const random = randomOf(seed, 'slots');
  const limiter = new Bottleneck({ ...refusing, maxConcurrent });
  const rows: Row[] = [];
  const running: { user: string; finish(): void }[] = [];
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn++) await time.settle();
  };
  const write = (user: string, action: string, accepted: boolean): void => {
    const atUs = time.nowMs() * 1000;
    rows.push({ key: 'k', cost: 1, user, action, accepted, sentAtUs: atUs, settledAtUs: atUs });
  };
  for (let step = 0; step < 30; step++) {
    await time.until(time.nowMs() + 1 + random.below(20));
    const done = random.below(2) === 0 ? running.splice(random.below(running.length), 1).at(0) : undefined;
    if (done !== undefined) {
      done.finish();
      await turns();
      write(done.user, 'release', true);
      continue;
    }
    const user = `u${step}`;
    const before = running.length;
    void limiter
      .schedule(() => new Promise<void>((finish) => void running.push({ user, finish })))
      .catch(() => undefined);
    await turns();
    write(user, 'acquire', running.length > before);
  }
  return rows;
}
