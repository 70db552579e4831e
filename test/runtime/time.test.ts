import * as fc from 'fast-check';
import { firstValueFrom, interval, take, timer, toArray } from 'rxjs';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
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

describe('precise time', () => {
  const clock = monotonicClock();
  let time = new PreciseTime(clock);
  afterEach(() => {
    time.close();
    time = new PreciseTime(clock);
  });

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
