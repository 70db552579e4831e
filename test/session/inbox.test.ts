import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import type { SessionMessage } from '../../src/session/hooks.js';
import { Inbox } from '../../src/session/inbox.js';
import { Lifetime } from '../../src/session/lifetime.js';
import { Message } from '../../src/session/message.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20260611);
const timeoutUs = 1000;
const kinds = ['a', 'b', 'c'] as const;

/** What happens to an inbox at an instant. */
type Happening =
  | { readonly kind: 'push' | 'wait'; readonly atUs: number; readonly event: (typeof kinds)[number] }
  | { readonly kind: 'end'; readonly atUs: number; readonly event: 'a' };

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom('push' as const, 'wait' as const),
  atUs: fc.integer({ min: 0, max: 3000 }),
  event: fc.constantFrom(...kinds),
});

function inboxIn(time: VirtualTime, keepMost = 1000) {
  const lifetime = new Lifetime();
  const timers = { nowUs: () => time.nowUs(), at: (dueUs: number, work: () => void) => time.at(dueUs, work) };
  const forgot = { times: 0 };
  const inbox = new Inbox({ timers, lifetime, keepMost, forgot: () => void forgot.times++ });
  return { inbox, lifetime, forgot };
}

interface Ended {
  readonly event: string;
  readonly askedAtUs: number;
  readonly endedAtUs: number;
  /** The message's number, or why there is none. */
  readonly got: number | string;
}

async function gotOf(waiting: Promise<SessionMessage>): Promise<number | string> {
  try {
    return Number((await waiting).data);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Plays what happens, in order of time, and tells how each wait ended and who heard what. */
async function played(happenings: readonly Happening[]) {
  const time = new VirtualTime();
  const { inbox, lifetime } = inboxIn(time);
  const ended: Ended[] = [];
  const heard: number[] = [];
  const pushed: { readonly number: number; readonly event: string; readonly atUs: number }[] = [];
  inbox.messages.subscribe(({ data }) => void heard.push(Number(data)));
  for (const { kind, atUs, event } of happenings) {
    time.at(atUs, () => {
      if (kind === 'end') return lifetime.end('gone');
      if (kind === 'push') {
        if (lifetime.endedBy === null) pushed.push({ number: pushed.length, event, atUs });
        return inbox.push(new Message({ kind: 'event', event, args: [pushed.length - 1] }));
      }
      const waiting = inbox.waitFor((message) => message.event === event, timeoutUs, 'late');
      void gotOf(waiting).then((got) => ended.push({ event, askedAtUs: atUs, endedAtUs: time.nowUs(), got }));
    });
  }
  await time.run();
  return { ended, heard, pushed };
}

test('a message is never lost to a wait that fits, before or after it, and never taken twice; every wait ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { maxLength: 30 }),
      fc.option(fc.integer({ min: 0, max: 3000 }), { nil: null }),
      async (happenings, endUs) => {
        const end = endUs === null ? [] : [{ kind: 'end', atUs: endUs, event: 'a' } as const];
        const { ended, heard, pushed } = await played([...happenings, ...end]);
        const waits = happenings.filter(({ kind }) => kind === 'wait').length;
        expect(ended).toHaveLength(waits);
        expect(heard).toEqual(pushed.map(({ number }) => number));
        const taken = ended.flatMap(({ got }) => (typeof got === 'number' ? [got] : []));
        expect(new Set(taken).size).toBe(taken.length);
        for (const { event, askedAtUs, endedAtUs, got } of ended) {
          if (got === 'gone') expect(endedAtUs).toBe(Math.max(askedAtUs, endUs ?? -1));
          else if (got === 'late') {
            expect(endedAtUs).toBe(askedAtUs + timeoutUs);
            const free = pushed.filter(
              (push) => push.event === event && push.atUs < endedAtUs && !taken.includes(push.number),
            );
            expect(free).toEqual([]);
          } else expect(pushed[Number(got)]?.event).toBe(event);
        }
      },
    ),
    { seed },
  );
});

const push = (atUs: number): Happening => ({ kind: 'push', atUs, event: 'a' });
const wait = (atUs: number): Happening => ({ kind: 'wait', atUs, event: 'a' });

test('waits of one kind get messages of it in order, the earliest first', async () => {
  const { ended } = await played([push(1), wait(2), wait(3), wait(4), push(5), push(6)]);
  expect(ended.map(({ got, endedAtUs }) => [got, endedAtUs])).toEqual([
    [0, 2],
    [1, 5],
    [2, 6],
  ]);
});

test('whichever of a push and a wait comes first, the wait has it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 6 }), async (scheduler, count) => {
      const time = new VirtualTime();
      const { inbox } = inboxIn(time);
      const got: number[] = [];
      const waits: Promise<void>[] = [];
      for (let number = 0; number < count; number++) {
        const pushed = new Message({ kind: 'event', event: 'x', args: [number] });
        void scheduler.schedule(Promise.resolve(), `push ${number}`).then(() => inbox.push(pushed));
        waits.push(
          scheduler
            .schedule(Promise.resolve(), `wait ${number}`)
            .then(() => inbox.waitFor(() => true, timeoutUs, 'late'))
            .then(({ data }) => void got.push(Number(data))),
        );
      }
      await scheduler.waitIdle();
      await Promise.all(waits);
      expect(got.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, number) => number));
    }),
    { seed },
  );
});

test('the oldest beyond the bound are forgotten, which is said once; a wait that throws ends alone', async () => {
  const time = new VirtualTime();
  const { inbox, forgot } = inboxIn(time, 10);
  const broken = inbox.waitFor(
    () => {
      throw new Error('a hook of somebody');
    },
    timeoutUs,
    'late',
  );
  const said = broken.catch((error: unknown) => (error as Error).message);
  for (let number = 0; number < 100; number++)
    inbox.push(new Message({ kind: 'text', text: String(number) }));
  expect(forgot.times).toBe(1);
  expect(await said).toBe('a hook of somebody');
  for (let number = 90; number < 100; number++)
    expect((await inbox.waitFor(() => true, timeoutUs, 'late')).data).toBe(number);
  const none = inbox
    .waitFor(() => true, timeoutUs, 'late')
    .catch((error: unknown) => (error as Error).message);
  await time.run();
  expect(await none).toBe('late');
});
