import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../../src/plan/plan.js';
import { Dispatch } from '../../src/runtime/dispatch.js';
import type { RunEvent } from '../../src/runtime/events.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import type { Connection, Outbound } from '../../src/transports/transport.js';
import type { Wire } from '../../src/wires/wire.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_102);
const timeoutUs = 1000;

/** Answers carry no id; every frame counts as one: `yes N`, `no N`, and anything else is an error. */
const wire: Wire = {
  name: 'test',
  correlation: 'order',
  speaks: 'frames',
  encode: (request) => ({ kind: 'text', text: String(request.id) }),
  decode: (inbound) => {
    const text = inbound.kind === 'text' ? inbound.text : '';
    if (text.startsWith('yes')) return { answer: { kind: 'accepted', value: text.slice(4) } };
    if (text.startsWith('no')) return { answer: { kind: 'rejected', reason: text.slice(3) } };
    return { answer: { kind: 'error', reason: text } };
  },
};

interface Course {
  /** Gaps between the steps, and how long each answer takes. */
  readonly steps: readonly { readonly gapUs: number; readonly answerUs: number; readonly yes: boolean }[];
  /** When something comes that answers nothing. */
  readonly noiseAtUs: readonly number[];
  readonly lostAtUs: number | null;
}

/** Plays one user on one connection, as a run does, to its end. */
async function playCourse({ steps, noiseAtUs, lostAtUs }: Course): Promise<readonly RunEvent[]> {
  const time = new VirtualTime();
  const events: RunEvent[] = [];
  let open = true;
  const say = (text: string): void => {
    if (open) dispatch.message('u0.1', { kind: 'text', text });
  };
  const connection: Connection = {
    state: 'open',
    send: (frame: Outbound) => {
      const id = frame.kind === 'text' ? Number(frame.text) : 0;
      const step = steps[id - 1];
      time.at(time.nowUs() + (step?.answerUs ?? 0), () => say(`${step?.yes ? 'yes' : 'no'} ${id}`));
      return id;
    },
    close: () => Promise.resolve(),
    cut: () => Promise.resolve(),
    stall: () => {},
    bytesIn: 0,
    bytesOut: 0,
  };
  const dispatch = new Dispatch(
    {
      wire,
      timeoutUs,
      overrun: 'send',
      userNames: ['u0'],
      resourceNames: ['r0'],
      phaseNames: ['main'],
    },
    {
      scheduler: time,
      seatOf: () => (open ? { id: 'u0.1', connection } : null),
      emit: (event) => events.push(event),
      idle: () => {},
    },
  );
  let atUs = 0;
  steps.forEach(({ gapUs }, id) => {
    atUs += gapUs;
    time.at(atUs, () => dispatch.act({ ...stepOf(id), intendedAtUs: atUs }));
  });
  for (const noiseUs of noiseAtUs) time.at(noiseUs, () => say('the weather'));
  if (lostAtUs !== null) {
    time.at(lostAtUs, () => {
      open = false;
      dispatch.lost('u0.1');
    });
  }
  // The run ends when nothing is awaited and no doubt is left.
  const end = (): void => {
    if (time.nowUs() >= dispatch.doubtUntilUs) dispatch.finish();
    else time.at(dispatch.doubtUntilUs, end);
  };
  time.at(atUs + timeoutUs, end);
  await time.run();
  return events;
}

const stepOf = (id: number): Step => ({
  id,
  user: 0,
  resource: 0,
  step: id,
  intendedAtUs: 0,
  aim: 'open',
  phase: 0,
});

const course: fc.Arbitrary<Course> = fc.record({
  steps: fc.array(
    fc.record({
      gapUs: fc.nat(800),
      answerUs: fc.integer({ min: 1, max: timeoutUs - 1 }),
      yes: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  noiseAtUs: fc.array(fc.nat(4000), { maxLength: 4 }),
  lostAtUs: fc.option(fc.nat(5000), { nil: null, freq: 4 }),
});

test(`without ids, no answer that is believed belongs to another action (seed ${seed})`, async () => {
  let believed = 0;
  const law = fc.asyncProperty(course, async (each) => {
    const events = await playCourse(each);
    if (isUntrusted(events)) return;
    for (const event of events) {
      if (event.kind !== 'settled') continue;
      const { step, outcome } = event;
      if (outcome.kind !== 'accepted' && outcome.kind !== 'rejected') continue;
      believed++;
      expect(outcome.kind === 'accepted' ? outcome.value : outcome.reason).toBe(String(step.id + 1));
      expect(outcome.kind === 'accepted').toBe(each.steps[step.id]?.yes);
    }
  });
  await fc.assert(law, { seed, numRuns: 3000 });
  expect(believed).toBeGreaterThan(1000);
});

test('without noise every answer is believed', async () => {
  const quiet = course.map((each) => ({ ...each, noiseAtUs: [] }));
  await fc.assert(
    fc.asyncProperty(quiet, async (each) => {
      expect(isUntrusted(await playCourse(each))).toBe(false);
    }),
    { seed, numRuns: 300 },
  );
});

function isUntrusted(events: readonly RunEvent[]): boolean {
  return events.some((event) => event.kind === 'event' && event.event.kind === 'connection-untrusted');
}
