import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import type { PlannedFault } from '../../src/plan/plan.js';
import type { RunHandle } from '../../src/runtime/companion.js';
import { faultConductor } from '../../src/runtime/faults.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';

/** A run in which everything that is done to users, network and server is written down with its time. */
function stage(faults: readonly PlannedFault[], broken = false) {
  const time = new VirtualTime();
  const done: string[] = [];
  const events: HistoryEvent[] = [];
  const did = (what: string): void => void done.push(`${time.nowUs()} ${what}`);
  const port = (name: string) => ({
    kill: async () => did(`kill ${name}`),
    start: async () => {
      if (broken) throw new Error('the port is taken');
      did(`start ${name}`);
    },
  });
  const conductor = faultConductor(faults, {
    network: { setNetwork: ({ mode, delayUs }) => did(`network ${mode} ${delayUs}`) },
    server: port('server'),
    redis: port('redis'),
    userNames: ['ann', 'bob', 'cid'],
  });
  const run: RunHandle = {
    originUs: 1000,
    scheduler: time,
    emit: (event) => void (event.kind === 'event' && events.push(event.event)),
    users: {
      dropUser: (user, how) => did(`${how} ${user}`),
      keepAway: (user, untilUs) => did(`away ${user} until ${untilUs}`),
      stall: (user, stalled) => did(`${stalled ? 'stall' : 'resume'} ${user}`),
    },
    traffic: () => ({ bytesIn: 0, bytesOut: 0, open: 0 }),
    stop: new AbortController().signal,
  };
  return { time, done, events, conductor, run };
}

async function played(faults: readonly PlannedFault[], untilUs: number, broken = false) {
  const { time, done, events, conductor, run } = stage(faults, broken);
  conductor.start?.(run);
  let over = false;
  time.at(untilUs, () => (over = true));
  await time.run(
    () => 0,
    () => over,
  );
  await conductor.answered?.();
  await conductor.close?.();
  return { done, events };
}

describe('the conductor of faults', () => {
  it('drops users and says how long they stay away', async () => {
    const drop = { kind: 'drop', atUs: 10, share: 0.5, how: 'cut', backAfterUs: 5, users: [0, 2] } as const;
    const { done, events } = await played([drop, { ...drop, atUs: 20, backAfterUs: null, users: [1] }], 5000);
    expect(done).toEqual([
      '1010 away 0 until 1015',
      '1010 cut 0',
      '1010 away 2 until 1015',
      '1010 cut 2',
      '1020 away 1 until null',
      '1020 cut 1',
    ]);
    expect(events).toMatchObject([
      { kind: 'fault', fault: 'drop', atUs: 1010, users: 2, userNames: ['ann', 'cid'] },
      { kind: 'fault', fault: 'drop', atUs: 1020, users: 1, userNames: ['bob'] },
    ]);
  });

  it('lets nobody go on whom another fault still stalls', async () => {
    const { done } = await played(
      [
        { kind: 'stall', atUs: 0, forUs: 100, share: 1, users: [0, 1] },
        { kind: 'stall', atUs: 50, forUs: 100, share: 1, users: [1, 2] },
      ],
      5000,
    );
    const stalls = done.filter((what) => !what.includes('network'));
    expect(stalls).toEqual([
      '1000 stall 0',
      '1000 stall 1',
      '1050 stall 1',
      '1050 stall 2',
      '1100 resume 0',
      '1150 resume 1',
      '1150 resume 2',
    ]);
  });

  it('makes the network as bad as all its troubles together', async () => {
    const { done } = await played(
      [
        { kind: 'delay', atUs: 0, forUs: 300, delayUs: 7, users: [] },
        { kind: 'half-open', atUs: 50, forUs: 200, users: [] },
        { kind: 'cut', atUs: 100, forUs: 50, users: [] },
      ],
      5000,
    );
    expect(done).toEqual([
      '1000 network passing 7',
      '1050 network half-open 7',
      '1100 network cut 7',
      '1150 network half-open 7',
      '1250 network passing 7',
      '1300 network passing 0',
    ]);
  });

  it('kills a server, writes down that its memory is gone, and starts it again', async () => {
    const { done, events } = await played(
      [
        { kind: 'kill-server', atUs: 10, forUs: 30, users: [] },
        { kind: 'stop-redis', atUs: 20, forUs: 30, users: [] },
      ],
      5000,
    );
    expect(done.filter((what) => !what.includes('network'))).toEqual([
      '1010 kill server',
      '1020 kill redis',
      '1040 start server',
      '1050 start redis',
    ]);
    expect(events.map(({ kind, atUs }) => `${atUs} ${kind}`)).toEqual([
      '1010 fault',
      '1010 server-restarted',
      '1020 fault',
      '1040 fault',
      '1050 fault',
    ]);
  });

  it('ends what lasts when the answers are in, once, and says what never came', async () => {
    const { done, events } = await played(
      [
        { kind: 'kill-server', atUs: 10, forUs: 1_000_000, users: [] },
        { kind: 'stall', atUs: 900_000, forUs: 1, share: 1, users: [0] },
      ],
      2000,
    );
    expect(done.filter((what) => !what.includes('network'))).toEqual([
      '1010 kill server',
      '2000 start server',
    ]);
    expect(events.at(-1)).toMatchObject({ kind: 'note', text: expect.stringContaining('1 of 2') as string });
    expect(events.at(-2)).toMatchObject({ kind: 'fault', atUs: 2000, untilUs: 2000 });
  });

  it('says that a server did not come back, and that nobody knows until when', async () => {
    const { events } = await played([{ kind: 'kill-server', atUs: 10, forUs: 30, users: [] }], 5000, true);
    const last = events.at(-1);
    expect(last).toMatchObject({ kind: 'fault', atUs: 1040 });
    expect(last).toMatchObject({ text: expect.stringContaining('the port is taken') as string });
    expect(last).not.toHaveProperty('untilUs');
  });

  it('does nothing without a start', async () => {
    const { conductor, done } = stage([{ kind: 'cut', atUs: 0, forUs: 1, users: [] }]);
    await conductor.close?.();
    expect(done).toEqual([]);
  });
});
