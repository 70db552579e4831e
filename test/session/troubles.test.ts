import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, expect, test } from 'vitest';
import { Tally } from '../../src/session/tally.js';
import { errorText, reasonText } from '../../src/session/words.js';
import { stageOf, type Stage } from './fake.js';

const file = import.meta.filename;
const here = expect.stringMatching(/ \(troubles\.test\.ts:\d+:\d+\)$/) as string;
const stages: Stage[] = [];

afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.session.close();
});

function staged(...options: Parameters<typeof stageOf>): Stage {
  const stage = stageOf(...options);
  stages.push(stage);
  void stage.session.open();
  return stage;
}

const failuresOf = ({ events }: Stage): readonly string[] =>
  events.flatMap((seen) => (seen.kind === 'hook-failed' ? [`${seen.hook}: ${seen.reason}`] : []));
const notesOf = ({ events }: Stage): readonly string[] =>
  events.flatMap((seen) => (seen.kind === 'note' ? [seen.text] : []));

test('a promise that a hook does not wait for ends nothing, and is written down once', async () => {
  const stage = staged({
    hooks: {
      join: (user) => {
        void user.waitFor('never', { timeout: '1ms' });
        void user.request('hello', {}, { timeout: 'soon' });
        void user.join('r', () => Promise.reject(new Error('full'))).then(() => 'what follows fails too');
        void user.leave('r', () => Promise.reject(new Error('locked')));
      },
    },
    ackAfterUs: null,
  });
  await stage.pass(() => stage.time.nowUs() >= 5000);
  const unseen = 'join: a promise that the join hook did not wait for failed:';
  expect([...failuresOf(stage)].sort()).toEqual([
    `${unseen} full`,
    `${unseen} locked`,
    `${unseen} must be a duration such as 250us, 20ms, 1s, 5m or 1h, not \`soon\``,
    `${unseen} no never within 1ms`,
  ]);
  expect(stage.session.seatOf(0)).not.toBeNull();
});

test('a promise that a hook does see is never said to be unseen, however it looks', async () => {
  const stage = staged({
    hooks: {
      join: async (user) => {
        const wait = (name: string): Promise<unknown> => user.waitFor(name, { timeout: '1ms' });
        const later = wait('later');
        await wait('awaited').catch(() => {});
        await Promise.allSettled([wait('a'), wait('b')]);
        await Promise.race([wait('c'), wait('d')]).catch(() => {});
        await wait('finally')
          .finally(() => {})
          .catch(() => {});
        try {
          await wait('tried');
        } catch {
          user.note('seen');
        }
        await later.catch(() => {});
      },
      background: { beat: { every: '1ms', run: (user) => user.request('beat').finally(() => {}) } },
    },
    settings: { connectTimeoutUs: 1_000_000 },
  });
  await stage.pass(() => stage.time.nowUs() >= 20_000);
  expect(failuresOf(stage)).toEqual([]);
  expect(stage.session.seatOf(0)).not.toBeNull();
});

test('what nobody waits for and the end of the connection breaks off is no failure', async () => {
  const stage = staged({ hooks: { join: (user) => void user.waitFor('never', { timeout: '1h' }) } });
  await stage.pass(() => stage.session.seatOf(0) !== null);
  stage.lines[0]?.end('gone');
  await stage.pass(() => stage.lines.length === 2 && stage.session.seatOf(0) !== null);
  expect(failuresOf(stage)).toEqual([]);
});

test('who asks stays in the asynchronous context of the one who asks', async () => {
  const context = new AsyncLocalStorage<number>();
  let found: number | undefined;
  const stage = staged({
    hooks: {
      join: (user) =>
        context.run(7, async () => {
          await user.request('hello');
          found = context.getStore();
        }),
    },
  });
  await stage.pass(() => stage.session.seatOf(0) !== null);
  expect(found).toBe(7);
});

test('failures carry their place in the file of the hooks, be it of the throw or of the asking', async () => {
  const stage = staged({
    file,
    users: 2,
    hooks: {
      login: ({ index }) => {
        if (index === 0) throw new Error('closed');
      },
      join: (user) => user.waitFor('never', { timeout: '1ms' }),
    },
  });
  await stage.pass(() => failuresOf(stage).some((failure) => failure.startsWith('join')));
  const failures = new Set(failuresOf(stage));
  expect([...failures]).toEqual([here, here]);
  expect([...failures].map((failure) => failure.replace(/ \(.*/, ''))).toEqual([
    'login: closed',
    'join: no never within 1ms',
  ]);
});

test.each([
  ['at join (/a b/chat.ts:40:17)', '/a b/chat.ts', ' (chat.ts:40:17)'],
  ['at async file:///a%20b/chat.ts:40:17', '/a b/chat.ts', ' (chat.ts:40:17)'],
  ['at join (C:\\a\\chat.ts:4:1)', 'chat.ts', ' (chat.ts:4:1)'],
  ['at join (/a/notchat.ts:40:17)', '/a/chat.ts', ''],
  ['at join (/a/chat.ts:40:17) of it', '/a/chat.ts', ''],
  ['at join (/a/chat.ts:40:17)', null, ''],
])('of the stack %j the place in %j is %j', (frame, inFile, place) => {
  const thrown = new Error('no');
  thrown.stack = `Error: no\n    at node:internal/x:1:2\n    ${frame}\n    at y (/z/chat.ts:99:9)`;
  if (place === '') thrown.stack = thrown.stack.replace(/\n.*99:9\)$/, '');
  expect(reasonText(thrown, inFile)).toBe(`no${place}`);
});

const error = (cause: unknown): Error => new TypeError('fetch failed', { cause });

test('errors say what caused them, once', () => {
  const refused = new Error('connect ECONNREFUSED ::1:9');
  expect(errorText(error(refused))).toBe('fetch failed: connect ECONNREFUSED ::1:9');
  expect(errorText(error(new AggregateError([refused])))).toBe('fetch failed: connect ECONNREFUSED ::1:9');
  expect(errorText(error('failed'))).toBe('fetch failed');
  expect(errorText(error({ deep: 1 }))).toBe('fetch failed');
});

test('time in which the processor was elsewhere accuses no hook', async () => {
  const stage = staged({
    hooks: {
      login: () => void (stage.standing.us += 90_000),
      join: () => {
        stage.standing.us += 40_000;
        stage.computing.us += 41_000;
      },
      connect: () => {
        stage.standing.us += 41_000;
        stage.computing.us += 40_000;
        return {};
      },
    },
    settings: { connectTimeoutUs: 1_000_000 },
  });
  await stage.pass(() => stage.session.seatOf(0) !== null);
  const blocked = stage.events.flatMap((seen) => (seen.kind === 'hook-blocked' ? [seen] : []));
  expect(blocked).toMatchObject([{ hook: 'join', blockedUs: 81_000 }]);
});

test('a background task that did nothing of use is said at the end, once', async () => {
  const stage = staged({
    users: 2,
    hooks: {
      background: {
        heartbeat: { every: '1ms', run: (user) => user.request('beat', {}, { timeout: '500us' }) },
        endless: { every: '1ms', run: () => new Promise(() => {}) },
        useful: { every: '1ms', run: () => {} },
      },
    },
    ackAfterUs: null,
  });
  await stage.pass(() => stage.time.nowUs() >= 5000);
  stage.session.leaveAll();
  stage.session.leaveAll();
  const failures = failuresOf(stage).length;
  expect(failures).toBeGreaterThan(2);
  expect([...notesOf(stage)].sort()).toEqual([
    'the background task endless never finished',
    `the background task heartbeat failed all ${failures} times, the last time with: no acknowledgement of beat within 500us`,
  ]);
});

test('a task that has hardly begun, came to its end once, or was broken off, is not spoken of', () => {
  const tally = new Tally();
  for (const name of ['young', 'kept', 'once']) tally.began(name, 10);
  tally.kept('kept');
  tally.failed('kept', 'no');
  tally.failed('once', 'no');
  expect(tally.sentences(1009, 1000)).toEqual([
    'the background task once failed the only time that it came to its end: no',
  ]);
  expect(tally.sentences(1010, 1000)).toContain('the background task young never finished');
});
