import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../src/behaviours/behaviour.js';
import { checkThenSet } from '../../src/behaviours/mutants/arena/check-then-set.js';
import { voting } from '../../src/behaviours/voting.js';
import { stallGate } from '../../src/transports/simulated/stall.js';
import { worldOf, type Vote } from '../behaviours/play.js';
import { answers, messages, transcriptOf, type Seen } from './simulated-run.js';

const vote = (atMs: number, user = 'u0', resource = 'r'): Vote => ({ atUs: atMs * 1000, user, resource });

describe('the simulated transport', () => {
  test('acknowledges events, answers events by events, and text by text', async () => {
    const frames = [
      { kind: 'event', event: 'vote', args: [{ user: 'u0', resource: 'r' }], ack: true },
      { kind: 'event', event: 'vote', args: [{ id: 7, user: 'u0', resource: 'r' }], ack: false },
      { kind: 'text', text: '{"id":8,"user":"u0","resource":"r"}' },
      { kind: 'bytes', bytes: new TextEncoder().encode('{"user":"u0","resource":"r2"}') },
      { kind: 'text', text: 'no JSON' },
    ] as const;
    const transcript = await transcriptOf({
      votes: frames.map((_, index) => vote(10 + index)),
      frame: (_, index) => frames[index] ?? frames[0],
    });
    expect(messages(transcript).map(({ inbound }) => inbound)).toEqual([
      { kind: 'ack', sendId: 1, args: [{ ok: true }] },
      {
        kind: 'event',
        event: 'rate_limited',
        args: [{ id: 7, user: 'u0', resource: 'r', ok: false, error: 'cooldown', retryAfterMs: 199 }],
      },
      { kind: 'text', text: '{"id":8,"ok":false,"error":"cooldown","retryAfterMs":198}' },
      { kind: 'text', text: '{"ok":true}' },
      { kind: 'text', text: expect.stringMatching(/^\{"error":"invalid"/) },
    ]);
    const [connection] = transcript.connections;
    expect(connection?.bytesOut).toBeGreaterThan(0);
    expect(connection?.bytesIn).toBeGreaterThan(0);
  });

  test('takes the latency of each direction, once for connecting and once for each action', async () => {
    const network = { up: { kind: 'constant', us: 300 }, down: { kind: 'constant', us: 700 } } as const;
    const transcript = await transcriptOf({ network, votes: [vote(10)] });
    expect(transcript.seen.map(({ kind, atUs }) => [kind, atUs])).toEqual([
      ['opened', 1000],
      ['sent', 10_000],
      ['message', 11_000],
    ]);
    expect(answers(transcript).map(({ atUs }) => atUs)).toEqual([10_300]);
  });

  test('lets messages overtake one another when asked to', async () => {
    const network = { up: { kind: 'uniform', fromUs: 0, toUs: 5000 }, order: 'overtaking' } as const;
    const many = Array.from({ length: 30 }, (_, index) => vote(10 + index / 10));
    const ids = messages(await transcriptOf({ network, votes: many })).map(({ inbound }) =>
      inbound.kind === 'ack' ? inbound.sendId : NaN,
    );
    expect(ids).not.toEqual([...ids].sort((a, b) => a - b));
    expect(ids.length).toBe(30);
  });

  test('loses requests before the server acts, and answers after it did', async () => {
    const lost = await transcriptOf({ network: { lostRequests: 1 }, votes: [vote(10)] });
    expect([messages(lost).length, answers(lost).length]).toEqual([0, 0]);
    const unanswered = await transcriptOf({ network: { lostAnswers: 1 }, votes: [vote(10)] });
    expect([messages(unanswered).length, answers(unanswered).length]).toEqual([0, 1]);
  });

  test('cuts some users or all; what was on its way is lost or still arrives', async () => {
    const options = { votes: [vote(10, 'u0'), vote(10, 'u1', 'r1')], connectAtUs: [0, 0] };
    const cuts = [{ atUs: 10_200, users: [1] }];
    const one = await transcriptOf({ ...options, network: { cuts } });
    expect(ends(one.seen)).toEqual([{ kind: 'closed', user: 1, atUs: 10_200, reason: 'connection reset' }]);
    expect(answers(one).map(({ action }) => action.user)).toEqual(['u0']);
    const arrive = await transcriptOf({
      ...options,
      network: { cuts: [{ atUs: 10_200, requests: 'arrive' }] },
    });
    expect(ends(arrive.seen).length).toBe(2);
    expect([answers(arrive).length, messages(arrive).length]).toEqual([2, 0]);
  });

  test('leaves a client unaware of a cut until it notices', async () => {
    const cuts = [{ atUs: 9000, noticedAfterUs: 5000 }];
    const { seen, truth } = await transcriptOf({ network: { cuts }, votes: [vote(10), vote(15)] });
    expect(seen.slice(1).map((event) => [event.kind, event.atUs])).toEqual([
      ['sent', 10_000],
      ['closed', 14_000],
      ['sent', 15_000],
    ]);
    expect(seen.flatMap((event) => (event.kind === 'sent' ? [event.sendId] : []))).toEqual([1, -1]);
    expect(truth).toEqual([]);
  });

  test('carries nothing that is sent after a cut, even when what was on its way arrives', async () => {
    const cuts = [{ atUs: 10_200, noticedAfterUs: 5000, requests: 'arrive' }] as const;
    const transcript = await transcriptOf({ network: { cuts }, votes: [vote(10), vote(11, 'u0', 'r1')] });
    expect(answers(transcript).map(({ action }) => action.resource)).toEqual(['r']);
  });

  test('holds a stalled server and lets it catch up in order', async () => {
    const stalls = [{ fromUs: 10_000, toUs: 12_000 }];
    const transcript = await transcriptOf({
      server: { stalls },
      votes: [vote(9.6), vote(10, 'u1'), vote(11.5)],
      connectAtUs: [0, 0],
    });
    expect(answers(transcript).map(({ atUs, action }) => [atUs, action.user])).toEqual([
      [12_000, 'u0'],
      [12_000, 'u1'],
      [12_000, 'u0'],
    ]);
  });

  test('holds what reaches a stalled client, its end included', async () => {
    const clientStalls = [{ fromUs: 10_500, toUs: 15_000 }];
    const cuts = [{ atUs: 12_000 }];
    const { seen } = await transcriptOf({ network: { clientStalls, cuts }, votes: [vote(10), vote(13)] });
    expect(seen.slice(1).map((event) => [event.kind, event.atUs])).toEqual([
      ['sent', 10_000],
      ['sent', 13_000],
      ['message', 15_000],
      ['closed', 15_000],
    ]);
  });

  test.each(['durable', 'perProcess'] as const)('restarts a server whose state is %s', async (state) => {
    const transcript = await transcriptOf({
      server: { state, restarts: [{ atUs: 20_000, downUs: 10_000 }] },
      votes: [vote(10, 'u0'), vote(25, 'u1'), vote(50, 'u2')],
      connectAtUs: [0, 22_000, 40_000],
    });
    expect(ends(transcript.seen)).toEqual([
      { kind: 'closed', user: 0, atUs: 20_000, reason: 'the server went away' },
      { kind: 'failed', user: 1, atUs: 23_000, reason: 'connection refused' },
    ]);
    expect(transcript.truth.map(({ kind }) => kind)).toEqual(['answered', 'killed', 'started', 'answered']);
    expect(answers(transcript).map(({ answer }) => answer.ok)).toEqual([true, state === 'perProcess']);
  });

  test('gives nothing that waited for a killed server to its successor', async () => {
    const stalls = [{ fromUs: 10_000, toUs: 20_000 }];
    const restarts = [{ atUs: 15_000, downUs: 1000 }];
    const transcript = await transcriptOf({ server: { stalls, restarts }, votes: [vote(10)] });
    expect(transcript.truth.map(({ kind }) => kind)).toEqual(['killed', 'started']);
  });

  test('hears no answer that a killed server finds after all', async () => {
    const found: (() => void)[] = [];
    const behaviour: Behaviour = {
      ...voting,
      start: () => ({
        handle: () =>
          new Promise((resolve) => {
            found.push(() => resolve({ ok: true }));
          }),
      }),
    };
    const transcript = await transcriptOf({
      behaviour,
      server: { restarts: [{ atUs: 15_000, downUs: 1000 }] },
      votes: [vote(10)],
      act: () => [{ atUs: 20_000, run: () => found[0]?.() }],
    });
    expect(found.length).toBe(1);
    expect(answers(transcript)).toEqual([]);
  });

  test('reaches a remote store after one way there, and answers after the way back', async () => {
    const read: number[] = [];
    const behaviour: Behaviour = {
      ...voting,
      start: (ports) => voting.start({ ...ports, now: () => (read.push(ports.now()), ports.now()) }),
    };
    const storeLatency = { kind: 'constant', us: 2000 } as const;
    const transcript = await transcriptOf({ behaviour, server: { storeLatency }, votes: [vote(10)] });
    expect(read).toEqual([12.5]);
    expect(answers(transcript).map(({ atUs }) => atUs)).toEqual([14_500]);
  });

  test('never hears again of what a killed server had in hand', async () => {
    const transcript = await transcriptOf({
      behaviour: checkThenSet,
      server: { restarts: [{ atUs: 12_000, downUs: 1000 }] },
      votes: [vote(10), vote(40, 'u1')],
      connectAtUs: [0, 20_000],
    });
    expect(answers(transcript).map(({ action, answer }) => [action.user, answer.ok])).toEqual([['u1', true]]);
  });

  test('gives up connecting after the timeout, and closes on demand', async () => {
    const late = await transcriptOf({ network: { up: { kind: 'constant', us: 2_000_000 } }, votes: [] });
    expect(late.seen).toEqual([{ kind: 'failed', user: 0, atUs: 1_000_000, reason: 'timeout' }]);
    const closed: Seen['kind'][] = [];
    const transcript = await transcriptOf({
      votes: [vote(10), vote(12)],
      act: (connections) => [
        {
          atUs: 10_200,
          run: () => {
            void connections[0]?.close();
            void connections[0]?.close();
            if (connections[0]?.state === 'closed') closed.push('closed');
          },
        },
      ],
    });
    expect(closed).toEqual(['closed']);
    expect(ends(transcript.seen)).toEqual([
      { kind: 'closed', user: 0, atUs: 10_200, reason: 'closed by the client' },
    ]);
    expect([answers(transcript).length, messages(transcript).length]).toEqual([1, 0]);
  });

  test('shows the behaviour a clock that is off, fast and coarse', async () => {
    const clock = { offsetUs: 5_000_000, ratePpm: 100_000, tickUs: 1000 };
    const read: number[] = [];
    const behaviour: Behaviour = {
      ...voting,
      start: (ports) => voting.start({ ...ports, now: () => (read.push(ports.now()), ports.now()) }),
    };
    await transcriptOf({ behaviour, server: { clock }, votes: [vote(10), vote(20)] });
    // (10.5 ms and 20.5 ms) x 1.1 + 5 s, in whole milliseconds.
    expect(read).toEqual([5011, 5022]);
  });

  test('lets others use the same server unseen', async () => {
    const hidden = { users: 1, resources: ['r'], everyUs: 1000, fromUs: 0, toUs: 9000 };
    const transcript = await transcriptOf({ hidden, votes: [vote(10)] });
    expect(messages(transcript)[0]?.inbound).toMatchObject({ args: [{ ok: false, error: 'cooldown' }] });
    expect(answers(transcript).at(0)?.action.user).toBe('hidden0');
    await expect(transcriptOf({ hidden: { ...hidden, everyUs: 0 }, votes: [] })).rejects.toThrow(RangeError);
  });
});

test('what comes at the very end of a stall queues up behind what was held', async () => {
  const world = worldOf('s');
  const pass = stallGate(world, [{ fromUs: 10, toUs: 20 }]);
  const ran: string[] = [];
  for (const [atUs, name] of [
    [20, 'at the end'],
    [21, 'after'],
    [10, 'held first'],
    [19, 'held second'],
    [9, 'before'],
  ] as const) {
    world.schedule(atUs, () => pass(() => ran.push(`${name} ${world.nowUs()}`)));
  }
  await world.time.run();
  expect(ran).toEqual(['before 9', 'held first 20', 'held second 20', 'at the end 20', 'after 21']);
});

describe('promises of a behaviour in virtual time', () => {
  test('run to their end before time passes', async () => {
    const transcript = await transcriptOf({ behaviour: patient(3000), votes: [vote(10)] });
    expect(answers(transcript).map(({ atUs }) => atUs)).toEqual([10_500]);
  });

  test('may wait for one another: a lock held by a sleeper stops no clock', async () => {
    const locking: Behaviour = {
      ...voting,
      start: ({ sleep }) => {
        let held = Promise.resolve();
        return {
          handle: async () => {
            const mine = held.then(() => sleep(5));
            held = mine;
            await mine;
            return { ok: true };
          },
        };
      },
    };
    const transcript = await transcriptOf({ behaviour: locking, votes: [vote(10), vote(11), vote(12)] });
    expect(answers(transcript).map(({ atUs }) => atUs)).toEqual([15_500, 20_500, 25_500]);
  });

  test('that fail are answered as a failure of the server', async () => {
    const behaviour: Behaviour = {
      ...voting,
      start: () => ({ handle: () => Promise.reject(new Error('secret')) }),
    };
    const transcript = await transcriptOf({ behaviour, votes: [vote(10)] });
    expect(messages(transcript)[0]?.inbound).toMatchObject({ args: [{ error: 'internal' }] });
  });
});

const patient = (steps: number): Behaviour => ({
  ...voting,
  start: () => ({
    handle: async () => {
      for (let step = 0; step < steps; step++) await Promise.resolve();
      return { ok: true };
    },
  }),
});

function ends(seen: readonly Seen[]): readonly Seen[] {
  return seen.filter(({ kind }) => kind === 'closed' || kind === 'failed');
}
