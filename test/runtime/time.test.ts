import * as fc from 'fast-check';
import { firstValueFrom, interval, take, timer, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { threadAlarm, type Alarm } from '../../src/runtime/alarm.js';
import { monotonicClock } from '../../src/runtime/clock.js';
import { PreciseTime } from '../../src/runtime/precise-time.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';

describe('virtual time', () => {
  test('runs work in order of time, at exactly its time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 1_000_000 })), async (dues) => {
        const time = new VirtualTime();
        const ran: number[] = [];
        for (const dueUs of dues) time.at(dueUs, () => ran.push(time.nowUs() - dueUs, dueUs));
        await time.run();
        expect(ran).toEqual(dues.toSorted((a, b) => a - b).flatMap((dueUs) => [0, dueUs]));
      }),
    );
  });

  test('is an RxJS scheduler: timer and interval keep their marks for many rounds', async () => {
    const time = new VirtualTime();
    const marks: number[] = [];
    const rounds = 5000;
    const ticking = interval(0.123, time)
      .pipe(take(rounds))
      .subscribe(() => marks.push(time.nowUs()));
    await time.run();
    ticking.unsubscribe();
    expect(marks.length).toBe(rounds);
    expect(marks.at(-1)).toBe(rounds * 123);
  });

  test('an early unsubscribe of a long interval is clean', async () => {
    const time = new VirtualTime();
    let rounds = 0;
    const ticking = timer(0, 1, time).subscribe(() => {
      rounds++;
      if (rounds === 20_000) ticking.unsubscribe();
    });
    await time.run();
    expect(rounds).toBe(20_000);
  });

  test('stands still while promises of handlers are pending', async () => {
    const time = new VirtualTime();
    let pending = 0;
    const seen: number[] = [];
    const handler = async (): Promise<void> => {
      pending++;
      for (let turns = 0; turns < 50; turns++) await Promise.resolve();
      seen.push(time.nowUs());
      pending--;
    };
    time.at(10, () => void handler());
    time.at(11, () => void handler());
    await time.run(() => pending);
    expect(seen).toEqual([10, 11]);
  });

  test('cancelled work never runs', async () => {
    const time = new VirtualTime();
    const ran: string[] = [];
    const first = time.at(10, () => ran.push('cancelled'));
    time.at(5, () => first.unsubscribe());
    time.at(20, () => ran.push('kept'));
    await time.run();
    expect(ran).toEqual(['kept']);
  });
});

describe.each([
  ['turning the event loop', () => null],
  ['with an alarm on a thread', threadAlarm],
])('precise time, %s', (_, alarmOf) => {
  const clock = monotonicClock();
  let time = new PreciseTime(clock);
  beforeEach(async () => {
    time.close();
    const alarm = alarmOf();
    time = new PreciseTime(clock, alarm);
    if (alarm !== null) await vi.waitUntil(() => alarm.isReady, { timeout: 10_000 });
  });
  afterEach(() => time.close());

  test('is never early and keeps the order', async () => {
    const dues = Array.from(
      { length: 200 },
      (_, index) => clock.nowUs() + 5000 + ((index * 7919) % 200) * 100,
    );
    const ran: { dueUs: number; lateUs: number }[] = [];
    await new Promise<void>((resolve) => {
      for (const dueUs of dues) {
        time.at(dueUs, () => {
          ran.push({ dueUs, lateUs: time.nowUs() - dueUs });
          if (ran.length === dues.length) resolve();
        });
      }
    });
    expect(ran.map((entry) => entry.dueUs)).toEqual(dues.toSorted((a, b) => a - b));
    expect(ran.filter((entry) => entry.lateUs < 0)).toEqual([]);
  });

  test('is an RxJS scheduler', async () => {
    const values = await firstValueFrom(interval(2, time).pipe(take(5), toArray()));
    expect(values).toEqual([0, 1, 2, 3, 4]);
  });

  test('closed time holds no timer and runs nothing', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const closed = new PreciseTime(clock);
    let ran = false;
    closed.at(clock.nowUs() + 50_000, () => (ran = true));
    closed.close();
    closed.at(clock.nowUs() + 1000, () => (ran = true));
    await new Promise((resume) => setImmediate(resume));
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBe(before);
    expect(ran).toBe(false);
  });
});

test('work that throws is its owner’s crash: what is queued behind it still runs', () => {
  const turns = handTurned();
  const time = new PreciseTime({ nowUs: () => 10, wallMs: () => 0 });
  const ran: string[] = [];
  time.at(1, () => {
    throw new Error('mine');
  });
  time.at(2, () => ran.push('behind'));
  expect(() => turns.shift()?.()).toThrow('mine');
  expect(ran).toEqual([]);
  turns.shift()?.();
  expect(ran).toEqual(['behind']);
  time.close();
});

test('closed time runs nothing more, not even what is due in the same turn', () => {
  const turns = handTurned();
  const time = new PreciseTime({ nowUs: () => 10, wallMs: () => 0 });
  const ran: string[] = [];
  time.at(1, () => {
    ran.push('first');
    time.close();
  });
  time.at(2, () => ran.push('second'));
  turns.shift()?.();
  time.at(3, () => ran.push('third'));
  expect([ran, turns]).toEqual([['first'], []]);
});

/** An alarm that rings when told to. */
function handRung(isReady: boolean) {
  const seen: (number | 'closed')[] = [];
  const state = { isReady, ring: (): void => {} };
  const alarm: Alarm = {
    get isReady() {
      return state.isReady;
    },
    set: (waitUs) => void seen.push(waitUs),
    onRing: (work) => void (state.ring = work),
    close: () => void seen.push('closed'),
  };
  return { alarm, seen, state };
}

test('an alarm is set for what is due next, and a ring too early runs nothing and sets it anew', () => {
  const turns = handTurned();
  const { alarm, seen, state } = handRung(true);
  let nowUs = 0;
  const time = new PreciseTime({ nowUs: () => nowUs, wallMs: () => 0 }, alarm);
  const ran: number[] = [];
  time.at(900, () => ran.push(900));
  time.at(300, () => ran.push(300));
  nowUs = 299;
  state.ring();
  expect([ran, seen]).toEqual([[], [900, 300, 1]]);
  nowUs = 300;
  state.ring();
  nowUs = 950;
  state.ring();
  time.close();
  expect([ran, seen]).toEqual([
    [300, 900],
    [900, 300, 1, 600, 'closed'],
  ]);
  expect(turns).toEqual([]);
});

test('before an alarm is ready, and after it failed, the event loop is turned instead', () => {
  const turns = handTurned();
  const { alarm, seen, state } = handRung(false);
  let nowUs = 0;
  const time = new PreciseTime({ nowUs: () => nowUs, wallMs: () => 0 }, alarm);
  const ran: number[] = [];
  for (const dueUs of [200, 400, 600]) time.at(dueUs, () => ran.push(dueUs));
  expect([seen, turns.length]).toEqual([[], 1]);
  state.isReady = true;
  state.ring();
  expect(seen).toEqual([200]);
  state.isReady = false;
  nowUs = 401;
  state.ring();
  nowUs = 600;
  turns.at(-1)?.();
  time.close();
  expect([ran, seen]).toEqual([
    [200, 400, 600],
    [200, 'closed'],
  ]);
});

const threads = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

test('a closed alarm leaves no thread behind', async () => {
  const alarms = [threadAlarm(), threadAlarm()];
  await vi.waitUntil(() => alarms.every(({ isReady }) => isReady), { timeout: 10_000 });
  const open = threads();
  for (const alarm of [...alarms, ...alarms]) alarm.close();
  await vi.waitUntil(() => threads() <= open - alarms.length, { timeout: 10_000 });
  expect(alarms.map(({ isReady }) => isReady)).toEqual([false, false]);
});

/** The event loop, turned by hand. */
function handTurned(): (() => void)[] {
  const turns: (() => void)[] = [];
  vi.spyOn(globalThis, 'setImmediate').mockImplementation(((run: () => void) => {
    turns.push(run);
  }) as unknown as typeof setImmediate);
  vi.spyOn(globalThis, 'clearImmediate').mockImplementation(() => undefined);
  onTestFinished(() => void vi.restoreAllMocks());
  return turns;
}
