import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/plan/plan.js';
import { Dispatch } from '../../src/runtime/dispatch.js';
import type { RunEvent } from '../../src/runtime/events.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import type { Connection, Inbound, Outbound } from '../../src/transports/transport.js';
import type { Correlation, Wire } from '../../src/wires/wire.js';

const timeoutUs = 1000;

/** What the far end does with one request. */
interface Fate {
  readonly answerAfterUs: number | null;
  readonly twice: boolean;
}

const wireOf = (correlation: Correlation): Wire => ({
  name: 'test',
  correlation,
  speaks: 'frames',
  encode: (request) => ({ kind: 'text', text: String(request.id) }),
  decode: (inbound) => {
    if (inbound.kind === 'ack') return { answer: { kind: 'accepted' } };
    if (inbound.kind !== 'text' || inbound.text === 'broadcast') return null;
    const answer = { kind: 'accepted' } as const;
    return correlation === 'id' ? { id: Number(inbound.text), answer } : { answer };
  },
});

/** One user on one connection whose far end follows the fates in order. */
function stage(correlation: Correlation, fates: readonly Fate[], overrun: 'send' | 'skip' = 'send') {
  const time = new VirtualTime();
  const events: RunEvent[] = [];
  const state = { open: true, sends: 0 };
  const deliver = (inbound: Inbound): void => {
    if (state.open) dispatch.message('u0.1', inbound);
  };
  const connection: Connection = {
    get state() {
      return state.open ? ('open' as const) : ('closed' as const);
    },
    send: (frame: Outbound) => {
      const sendId = state.sends++;
      const fate = fates[sendId];
      const text = frame.kind === 'text' ? frame.text : '';
      const inbound: Inbound =
        correlation === 'ack' ? { kind: 'ack', sendId, args: [] } : { kind: 'text', text };
      if (fate?.answerAfterUs != null) {
        const atUs = time.nowUs() + fate.answerAfterUs;
        time.at(atUs, () => deliver(inbound));
        if (fate.twice) time.at(atUs + 1, () => deliver(inbound));
      }
      return sendId;
    },
    close: () => Promise.resolve(),
    cut: () => Promise.resolve(),
    stall: () => {},
    bytesIn: 0,
    bytesOut: 0,
  };
  const dispatch = new Dispatch(
    {
      wire: wireOf(correlation),
      timeoutUs,
      overrun,
      userNames: ['u0'],
      resourceNames: ['r0'],
      phaseNames: ['main'],
    },
    {
      scheduler: time,
      seatOf: () => (state.open ? { id: 'u0.1', connection } : null),
      emit: (event) => events.push(event),
      idle: () => {},
    },
  );
  const cut = (): void => {
    state.open = false;
    dispatch.lost('u0.1');
  };
  return { time, events, dispatch, cut, state };
}

const stepAt = (id: number, intendedAtUs: number): Step => ({
  id,
  user: 0,
  resource: 0,
  step: id,
  intendedAtUs,
  aim: 'open',
  phase: 0,
});

const settledOf = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'settled' ? [event] : []));

const untrusted = (events: readonly RunEvent[]) =>
  events.flatMap(({ kind, ...rest }) =>
    kind === 'event' && 'event' in rest && rest.event.kind === 'connection-untrusted'
      ? [rest.event.connection]
      : [],
  );

const fate = fc.record({
  answerAfterUs: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: null }),
  twice: fc.boolean(),
});

describe.each(['ack', 'id', 'order'] as const)('dispatch with correlation %s', (correlation) => {
  test('every step gets exactly one outcome, whatever the far end does', async () => {
    const cases = fc.record({
      fates: fc.array(fate, { maxLength: 20 }),
      gaps: fc.array(fc.nat(1500), { maxLength: 20 }),
      cutAtUs: fc.option(fc.nat(20_000), { nil: null }),
      overrun: fc.constantFrom('send' as const, 'skip' as const),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ fates, gaps, cutAtUs, overrun }) => {
        const { time, events, dispatch, cut } = stage(correlation, fates, overrun);
        let atUs = 0;
        const steps = gaps.map((gap, id) => stepAt(id, (atUs += gap)));
        for (const step of steps) time.at(step.intendedAtUs, () => dispatch.act(step));
        if (cutAtUs !== null) time.at(cutAtUs, cut);
        await time.run();
        dispatch.finish();
        const settled = settledOf(events);
        expect(settled.map((event) => event.step.id).toSorted((a, b) => a - b)).toEqual(
          steps.map((step) => step.id),
        );
        expect(dispatch.waiting).toBe(0);
        const sent = new Set(events.flatMap((event) => (event.kind === 'sent' ? [event.step.id] : [])));
        for (const event of settled) expect(event.outcome.kind !== 'dropped').toBe(sent.has(event.step.id));
      }),
    );
  });

  test('an answer settles the very action it answers, also when it is late', async () => {
    const { time, events, dispatch } = stage(correlation, [
      { answerAfterUs: 2500, twice: false },
      { answerAfterUs: 100, twice: false },
    ]);
    time.at(0, () => dispatch.act(stepAt(0, 0)));
    time.at(5000, () => dispatch.act(stepAt(1, 5000)));
    await time.run();
    const windows = settledOf(events).map((event) => [event.step.id, event.sentAtUs, event.settledAtUs]);
    expect(windows).toEqual([
      [0, 0, 2500],
      [1, 5000, 5100],
    ]);
    expect(events.filter((event) => event.kind === 'overdue').length).toBe(1);
  });

  test('what waits on a lost connection is unknown at once', async () => {
    const { time, events, dispatch, cut } = stage(correlation, [{ answerAfterUs: 900, twice: false }]);
    time.at(0, () => dispatch.act(stepAt(0, 0)));
    time.at(500, cut);
    await time.run();
    expect(settledOf(events).map((event) => event.outcome)).toEqual([
      { kind: 'unknown', reason: 'connection lost' },
    ]);
  });
});

test('answers without ids: one in flight, and a slot is never given up by a timeout', async () => {
  const { time, events, dispatch } = stage('order', [{ answerAfterUs: 5000, twice: false }]);
  time.at(0, () => dispatch.act(stepAt(0, 0)));
  time.at(3000, () => dispatch.act(stepAt(1, 3000)));
  await time.run();
  dispatch.finish();
  expect(settledOf(events).map((event) => [event.step.id, event.outcome.kind])).toEqual([
    [1, 'dropped'],
    [0, 'accepted'],
  ]);
});

test('answers without ids: after an answer too many, the connection is out of use and not believed', async () => {
  const { time, events, dispatch } = stage('order', [
    { answerAfterUs: 100, twice: true },
    { answerAfterUs: 100, twice: false },
  ]);
  time.at(0, () => dispatch.act(stepAt(0, 0)));
  time.at(500, () => dispatch.act(stepAt(1, 500)));
  await time.run();
  dispatch.finish();
  expect(settledOf(events).map((event) => event.outcome.kind)).toEqual(['accepted', 'dropped']);
  expect(untrusted(events)).toEqual(['u0.1']);
});

test('overrun skip: a user that still waits drops its action; open loop sends it', async () => {
  const slow = [{ answerAfterUs: 800, twice: false }];
  for (const overrun of ['skip', 'send'] as const) {
    const { time, events, dispatch, state } = stage('ack', [...slow, ...slow], overrun);
    time.at(0, () => dispatch.act(stepAt(0, 0)));
    time.at(100, () => dispatch.act(stepAt(1, 100)));
    await time.run();
    expect(state.sends).toBe(overrun === 'skip' ? 1 : 2);
    expect(settledOf(events).length).toBe(2);
  }
});
