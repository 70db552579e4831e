import { interval, Observable } from 'rxjs';
import { afterEach, expect, test, vi } from 'vitest';
import { isClaimed } from '../../src/session/stray-rejections.js';
import type { SessionUser } from '../../src/session/hooks.js';
import type { Inbound } from '../../src/transports/transport.js';
import { stageOf, type Stage } from './fake.js';

const stages: Stage[] = [];

/** A stage that is closed behind its test, with nothing left on it. */
function staged(...options: Parameters<typeof stageOf>): Stage {
  const stage = stageOf(...options);
  stages.push(stage);
  return stage;
}

/** Nothing is armed, said, or open behind its end. */
async function leavesNothing(stage: Stage): Promise<void> {
  await stage.session.close();
  expect(stage.timers.size).toBe(0);
  const eventCount = stage.events.length;
  await stage.pass();
  expect(stage.events).toHaveLength(eventCount);
  expect(stage.lines.filter(({ state }) => state() !== 'closed')).toEqual([]);
}

afterEach(async () => {
  for (const stage of stages.splice(0)) await leavesNothing(stage);
});

const kindsOf = ({ events }: Stage): string[] => events.map(({ kind }) => kind);
const sentBy = ({ lines }: Stage): string[] =>
  lines.flatMap(({ sent }) => sent.map((frame) => (frame.kind === 'event' ? frame.event : 'frame')));
const event = (name: string, ...args: unknown[]): Inbound => ({ kind: 'event', event: name, args });

/** Waits on the stage's own clock. */
const pause = (stage: () => Stage, us: number): Promise<void> =>
  new Promise((resolve) => {
    const { time } = stage();
    time.at(time.nowUs() + us, resolve);
  });

test('in order: login once, connect, join, then the seat; coming back joins again and logs in no more', async () => {
  const calls: string[] = [];
  const note =
    (name: string) =>
    async (user: SessionUser): Promise<void> => {
      calls.push(`${name} ${user.attempt} at ${stage.time.nowUs()}`);
      await pause(() => stage, 50);
      calls.push(`${name} done`);
      user.vars['last'] = name;
    };
  const stage = staged({
    hooks: {
      login: note('login'),
      connect: async (user) => {
        await note('connect')(user);
        return {
          headers: { Authorization: 'Bearer abc' },
          auth: { deep: { token: 't' } },
          query: { q: '1' },
        };
      },
      join: note('join'),
      background: { beat: { every: '1ms', run: (user) => user.request('beat') } },
      leave: (user) => user.request('bye'),
    },
    settings: {
      requestOf: (user) => ({
        user,
        url: 'http://far.end',
        headers: { authorization: 'none', x: 'kept' },
        query: { p: '2' },
        auth: {},
        timeoutMs: 1e6,
      }),
    },
  });
  const opening = stage.session.open();
  await stage.pass(() => stage.session.seatOf(0) !== null);
  expect(await opening).toEqual({ connected: 1, missing: [] });
  expect(calls).toEqual([
    'login 1 at 0',
    'login done',
    'connect 1 at 50',
    'connect done',
    'join 1 at 105',
    'join done',
  ]);
  expect(stage.session.seatOf(0)?.id).toBe('u0.1');
  expect(stage.lines[0]?.request).toMatchObject({
    headers: { Authorization: 'Bearer abc', x: 'kept' },
    query: { p: '2', q: '1' },
    auth: { deep: { token: 't' } },
  });
  expect(Object.keys(stage.lines[0]?.request.headers ?? {})).toHaveLength(2);
  expect(stage.learnt).toEqual(['header Authorization Bearer abc', 'query q 1', 'auth token t']);
  stage.lines[0]?.end('gone');
  expect(stage.session.seatOf(0)).toBeNull();
  await stage.pass(() => stage.session.seatOf(0) !== null);
  expect(stage.session.seatOf(0)?.id).toBe('u0.2');
  expect(calls.slice(6).map((call) => call.split(' at')[0])).toEqual([
    'connect 2',
    'connect done',
    'join 2',
    'join done',
  ]);
  const leaving = stage.session.farewell();
  await stage.pass(() => sentBy(stage).includes('bye'));
  await stage.pass(() => stage.lines[1]?.state() === 'closed');
  await leaving;
  expect(stage.measured.map(({ metric, value }) => `${metric} ${value}`)).toEqual([
    'login 50',
    'connect 55',
    'join 50',
    'connect 55',
    'join 50',
    'leave 10',
  ]);
  expect(kindsOf(stage)).toEqual([
    'connection-opened',
    'connection-lost',
    'connection-opened',
    'connection-closed',
  ]);
});

test('a hook that fails is written down with its reason, and tried again with the next attempt', async () => {
  let logins = 0;
  let joins = 0;
  const stage = staged({
    users: 2,
    hooks: {
      login: ({ index }) => {
        if (index === 0 && ++logins === 1) throw new Error('no such user\u001b[31m');
      },
      join: (user) => {
        if (user.index === 1) return undefined;
        if (++joins === 1) return user.waitFor('never', { timeout: '1ms' });
        return user.request('hello');
      },
    },
  });
  const opening = stage.session.open();
  await stage.pass(() => stage.session.seatOf(0) !== null);
  stage.session.leaveAll();
  await opening;
  expect(stage.events.filter(({ kind }) => kind !== 'connection-opened')).toMatchObject([
    { kind: 'hook-failed', user: 'u0', hook: 'login', reason: 'no such user [31m' },
    { kind: 'hook-failed', user: 'u0', hook: 'join', reason: 'no never within 1ms' },
    { kind: 'connection-lost', reason: 'the join hook failed: no never within 1ms' },
  ]);
  expect([logins, joins]).toEqual([2, 2]);
});

test('when everybody fails at once, it is said at once', async () => {
  const stage = staged({
    users: 3,
    hooks: {
      login: () => {
        throw new Error('closed today');
      },
    },
  });
  const opening = stage.session.open();
  await stage.pass(() => stage.events.length === 3);
  const { missing, connected } = await opening;
  expect(connected).toBe(0);
  expect(new Set(missing.map(({ why }) => why))).toEqual(new Set(['the login hook failed: closed today']));
});

test('a hook that never ends keeps nobody: the gate, and a later attempt, go on', async () => {
  const stage = staged({ hooks: { join: () => new Promise(() => {}) } });
  const opening = stage.session.open();
  await stage.pass(() => stage.lines.length > 1);
  expect((await opening).missing).toEqual([{ user: 'u0', why: null }]);
  expect(stage.events).toContainEqual({
    kind: 'hook-failed',
    atUs: 10_005,
    user: 'u0',
    hook: 'join',
    reason: 'it took longer than 10ms',
  });
});

test('acknowledgements go to whom they answer, and all else to both', async () => {
  const answers: unknown[] = [];
  const stage = staged({
    hooks: {
      join: async (user) => {
        answers.push(await user.request('hello', { a: 1 }));
        answers.push((await user.waitFor('early')).data);
      },
    },
  });
  void stage.session.open();
  await stage.pass(() => stage.lines[0]?.state() === 'open');
  stage.lines[0]?.push(event('early', 'bird'));
  await stage.pass(() => stage.session.seatOf(0) !== null);
  expect(answers).toEqual(['to hello', 'bird']);
  const sendId = stage.session
    .seatOf(0)
    ?.connection.send({ kind: 'event', event: 'act', args: [], ack: true });
  await stage.pass(() => stage.messages.length === 2);
  expect(stage.messages).toEqual([
    { connection: 'u0.1', inbound: event('early', 'bird'), joined: false },
    { connection: 'u0.1', inbound: { kind: 'ack', sendId, args: ['to act'] }, joined: true },
  ]);
});

test('where any frame answers an action, hooks send while joining only', async () => {
  const stage = staged({
    anyFrameAnswers: true,
    hooks: {
      join: (user) => user.send('hello'),
      background: { beat: { every: '1ms', run: (user) => user.send('beat') } },
    },
  });
  void stage.session.open();
  await stage.pass(() => kindsOf(stage).includes('hook-failed'));
  expect(stage.events.at(-1)).toMatchObject({
    hook: 'beat',
    reason: expect.stringContaining('hooks may send only while joining') as string,
  });
  expect(sentBy(stage)).toEqual(['frame']);
});

test('background goes on at its own beats, never twice at once, and ends with the connection', async () => {
  const beats: number[] = [];
  const ticks: number[] = [];
  let running = 0;
  let most = 0;
  const stage: Stage = staged({
    hooks: {
      background: {
        beat: {
          every: '1ms',
          run: async () => {
            most = Math.max(most, ++running);
            beats.push(stage.time.nowUs());
            await pause(() => stage, beats.length === 2 ? 2500 : 10);
            running--;
          },
        },
        ticks: () =>
          new Observable((subscriber) => {
            const ticking = interval(2, stage.time).subscribe(() => {
              ticks.push(stage.time.nowUs());
              if (ticks.length === 3) subscriber.error(new Error('out of ticks'));
            });
            return () => ticking.unsubscribe();
          }),
        broken: () => {
          throw new Error('never started');
        },
      },
    },
  });
  void stage.session.open();
  await stage.pass(() => stage.time.nowUs() >= 7010);
  expect(beats).toEqual([1005, 2005, 5005, 6005, 7005]);
  expect(most).toBe(1);
  expect(ticks).toEqual([2005, 4005, 6005]);
  expect(stage.events.filter(({ kind }) => kind === 'hook-failed')).toMatchObject([
    { hook: 'broken', reason: 'never started' },
    { hook: 'ticks', reason: 'out of ticks' },
  ]);
  stage.lines[0]?.end('gone');
  const before = beats.length;
  await stage.pass(() => stage.lines.length === 2);
  expect(beats).toHaveLength(before);
});

test('rooms are joined and left with what is certain of it; what fails stays uncertain', async () => {
  const stage: Stage = staged({
    hooks: {
      join: async (user) => {
        await user.join('r1', () => pause(() => stage, 20));
        await user.join('r2', () => Promise.reject(new Error('full'))).catch(() => {});
        await user.leave('r1', () => user.request('leave'));
        void user.leave('r2', () => new Promise(() => {}));
      },
    },
  });
  void stage.session.open();
  await stage.pass(() => stage.session.seatOf(0) !== null);
  stage.lines[0]?.end('gone');
  const rooms = stage.events.filter(({ kind }) => kind.startsWith('room'));
  const never = Number.MAX_SAFE_INTEGER;
  const of = { user: 'u0', connection: 'u0.1' };
  expect(rooms).toEqual([
    { kind: 'room-joined', ...of, room: 'r1', askedAtUs: 5, atUs: 25 },
    { kind: 'room-joined', ...of, room: 'r2', askedAtUs: 25, atUs: never },
    { kind: 'room-left', ...of, room: 'r1', askedAtUs: 25, atUs: 35 },
    { kind: 'room-left', ...of, room: 'r2', askedAtUs: 35, atUs: never },
  ]);
});

test('a hook that keeps the event loop to itself is named, with its call and each continuation', async () => {
  let pending = 0;
  const stage: Stage = staged({
    hooks: {
      login: () => {
        stage.computing.us += 60_000;
      },
      join: async () => {
        stage.computing.us += 40_000;
        await pause(() => stage, 10);
        stage.computing.us += 40_000;
        await Promise.resolve();
        stage.computing.us += 70_000;
        pending = 1;
        await new Promise((resolve) => setImmediate(resolve));
        pending = 0;
        stage.computing.us += 80_000;
      },
      act: (_user, _request, frame) => {
        stage.computing.us += 51_000;
        return frame;
      },
    },
    settings: { connectTimeoutUs: 1_000_000 },
  });
  void stage.session.open();
  await stage.pass(
    () => stage.session.seatOf(0) !== null,
    () => pending,
  );
  stage.session.seatOf(0)?.act?.(
    { id: 1, user: 'u0', resource: 'r', step: 0, action: 'act', phase: 'p' },
    {
      kind: 'text',
      text: '',
    },
  );
  const blocked = stage.events.flatMap((seen) =>
    seen.kind === 'hook-blocked' ? [`${seen.user} ${seen.hook} ${seen.blockedUs}`] : [],
  );
  expect(blocked).toEqual(['u0 login 60000', 'u0 join 70000', 'u0 join 80000', 'u0 act 51000']);
});

test('whoever listens to messages and throws is that user alone, by name', async () => {
  const heard: string[] = [];
  const stage = staged({
    users: 2,
    hooks: {
      join: (user) => {
        user.messages.subscribe(({ event: name }) => {
          heard.push(`${user.name} ${name}`);
          if (user.index === 1) throw new Error('a listener of somebody');
        });
      },
    },
  });
  void stage.session.open();
  await stage.pass(() => stage.session.seatOf(1) !== null);
  for (const line of stage.lines) line.push(event('news'));
  await vi.waitFor(() => expect(kindsOf(stage)).toContain('hook-failed'));
  expect(heard).toEqual(['u0 news', 'u1 news']);
  expect(stage.events.at(-1)).toMatchObject({
    user: 'u1',
    hook: 'messages',
    reason: 'a listener of somebody',
  });
});

test("a promise that a hook leaves to itself and that fails is that user's failure, and ends nothing", async () => {
  const others = process.rawListeners('unhandledRejection') as NodeJS.UnhandledRejectionListener[];
  process.removeAllListeners('unhandledRejection');
  const unclaimed: unknown[] = [];
  process.on('unhandledRejection', (reason, promise) => {
    if (!isClaimed(promise)) unclaimed.push(reason);
  });
  try {
    const stage = staged({
      users: 2,
      hooks: {
        join: (user) => {
          const later = async (): Promise<void> => {
            await Promise.resolve();
            if (user.index === 1) throw new Error('forgotten');
          };
          void later();
        },
      },
    });
    void stage.session.open();
    await stage.pass(() => stage.session.seatOf(1) !== null);
    await vi.waitFor(() => expect(kindsOf(stage)).toContain('hook-failed'));
    const reason = expect.stringMatching(/^forgotten.*, in a promise that nobody waits for$/u) as string;
    expect(stage.events.filter(({ kind }) => kind === 'hook-failed')).toMatchObject([
      { user: 'u1', hook: 'join', reason },
    ]);
    expect(unclaimed).toEqual([]);
    await stage.session.close();
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
  }
});

test('a user with two sockets is there when both are, logs in once, and has a place for each', async () => {
  let logins = 0;
  const stage = staged({
    hooks: {
      login: () => void logins++,
      join: (user) => (user.tab === 1 ? pause(() => stage, 100) : undefined),
    },
    settings: { sockets: [2] },
  });
  let gateAtUs = -1;
  void stage.session.open().then(() => (gateAtUs = stage.time.nowUs()));
  await stage.pass(() => gateAtUs >= 0);
  expect(gateAtUs).toBe(105);
  expect(logins).toBe(1);
  expect([0, 1, 2].map((tab) => stage.session.seatOf(0, tab)?.id)).toEqual(['u0.1', 'u0#1.1', undefined]);
  stage.lines[1]?.end('gone');
  expect(stage.session.seatOf(0, 0)?.id).toBe('u0.1');
  await stage.pass(() => stage.session.seatOf(0, 1) !== null);
  expect(stage.session.seatOf(0, 1)?.id).toBe('u0#1.2');
});

test('who arrives later is not waited for, and comes in its time', async () => {
  const stage = staged({ users: 2, settings: { arrivesAtUs: [null, 500] } });
  const opening = stage.session.open();
  await stage.pass(() => stage.session.seatOf(0) !== null);
  expect(await opening).toEqual({ connected: 1, missing: [] });
  stage.session.awaitArrivals(stage.time.nowUs());
  await stage.pass(() => stage.session.seatOf(1) !== null);
  expect(stage.time.nowUs()).toBe(5 + 500 + 5);
});

test('where all arrive later, the gate is open at once', async () => {
  const stage = staged({ users: 2, settings: { arrivesAtUs: [10, 20] } });
  expect(await stage.session.open()).toEqual({ connected: 0, missing: [] });
});

test('users are dropped, kept away, and come back at their instant; stalls reach their connections', async () => {
  const stage = staged({ users: 2 });
  const opening = stage.session.open();
  await stage.pass(() => stage.session.seatOf(1) !== null);
  await opening;
  stage.session.stall(1, true);
  expect(stage.lines.map(({ stalled }) => stalled())).toEqual([false, true]);
  stage.session.keepAway(0, 5000);
  stage.session.dropUser(0, 'cut');
  stage.session.keepAway(1, null);
  stage.session.dropUser(1, 'close');
  expect(stage.events.slice(2)).toMatchObject([
    { kind: 'connection-lost', user: 'u0', reason: 'cut by us' },
    { kind: 'connection-lost', user: 'u1', reason: 'closed by us' },
  ]);
  await stage.pass(() => stage.session.seatOf(0) !== null);
  expect(stage.time.nowUs()).toBe(5005);
  expect(stage.session.seatOf(0)?.id).toBe('u0.2');
  expect(stage.session.seatOf(1)).toBeNull();
});

test('what hooks wait for ends with the run, and nothing of it is written down', async () => {
  const signals: (AbortSignal | null)[] = [];
  vi.stubGlobal('fetch', (_url: URL, init: RequestInit) => {
    signals.push(init.signal ?? null);
    return new Promise((_, reject) =>
      init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
    );
  });
  try {
    const stage = staged({
      users: 2,
      hooks: {
        login: (user) => (user.index === 0 ? user.fetch('/login') : undefined),
        background: { wait: { every: '1ms', run: (user) => user.waitFor('godot', { timeout: '1h' }) } },
        leave: () => new Promise(() => {}),
      },
    });
    void stage.session.open();
    await stage.pass(() => stage.time.nowUs() >= 3000);
    const leaving = stage.session.farewell();
    stage.session.hurry();
    await leaving;
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
    expect(kindsOf(stage).filter((kind) => kind.startsWith('hook'))).toEqual([]);
  } finally {
    vi.unstubAllGlobals();
  }
});
