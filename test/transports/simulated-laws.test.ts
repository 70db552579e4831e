import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkThenSet } from '../../src/behaviours/mutants/arena/check-then-set.js';
import { voting } from '../../src/behaviours/voting.js';
import { randomOf } from '../../src/plan/random.js';
import { latencyUs } from '../../src/transports/simulated/latency.js';
import type { Cut, Latency, SimulatedNetwork, Span } from '../../src/transports/simulated.js';
import { seed, type Vote } from '../behaviours/play.js';
import { answers, messages, transcriptOf, type RunOptions } from './simulated-run.js';

const users = 3;
const endUs = 60_000;
const instant = fc.integer({ min: 0, max: endUs });
const latency = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), us: fc.integer({ min: 0, max: 3000 }) }),
  fc
    .tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 3000 }))
    .map(([fromUs, widthUs]) => ({ kind: 'uniform' as const, fromUs, toUs: fromUs + widthUs })),
  fc.record({
    kind: fc.constant('exponential' as const),
    floorUs: fc.integer({ min: 0, max: 500 }),
    meanUs: fc.integer({ min: 0, max: 2000 }),
  }),
);
const spans: fc.Arbitrary<readonly Span[]> = fc.array(
  fc
    .tuple(instant, fc.integer({ min: 0, max: 8000 }))
    .map(([fromUs, lengthUs]) => ({ fromUs, toUs: fromUs + lengthUs })),
  { maxLength: 3 },
);
const cut: fc.Arbitrary<Cut> = fc.record(
  {
    atUs: instant,
    users: fc.subarray([0, 1, 2]),
    noticedAfterUs: fc.integer({ min: 0, max: 5000 }),
    requests: fc.constantFrom('lost' as const, 'arrive' as const),
  },
  { requiredKeys: ['atUs'] },
);
const network: fc.Arbitrary<SimulatedNetwork> = fc.record(
  {
    up: latency,
    down: latency,
    jitterUs: fc.integer({ min: 0, max: 1000 }),
    lostRequests: fc.constantFrom(0, 0.2),
    lostAnswers: fc.constantFrom(0, 0.2),
    cuts: fc.array(cut, { maxLength: 2 }),
    clientStalls: spans,
  },
  { requiredKeys: ['up', 'down'] },
);
const votes: fc.Arbitrary<readonly Vote[]> = fc.array(
  fc.record({
    atUs: instant,
    user: fc.nat(users - 1).map((user) => `u${user}`),
    resource: fc.nat(1).map((resource) => `r${resource}`),
  }),
  { maxLength: 25 },
);
/** Everything at once. */
const anyRun: fc.Arbitrary<RunOptions> = fc.record({
  seed: fc.string(),
  behaviour: fc.constantFrom(voting, checkThenSet),
  network,
  server: fc.record({
    settings: fc.constant({ cooldownMs: 10 }),
    stalls: spans,
    restarts: fc.array(fc.record({ atUs: instant, downUs: fc.integer({ min: 0, max: 5000 }) }), {
      maxLength: 1,
    }),
    state: fc.constantFrom('durable' as const, 'perProcess' as const),
    clock: fc.record({
      offsetUs: fc.nat(10 ** 9),
      ratePpm: fc.integer({ min: -900, max: 900 }),
      tickUs: fc.constantFrom(1, 1000),
    }),
    storeLatency: fc.constant({ kind: 'uniform' as const, fromUs: 0, toUs: 400 }),
  }),
  hidden: fc.constant({ users: 2, resources: ['r0', 'r1'], everyUs: 9000, fromUs: 0, toUs: endUs }),
  votes,
  connectAtUs: fc.constant([0, 100, 200]),
});

describe(`the simulated transport, whatever goes wrong (seed ${seed})`, () => {
  test('takes the same path each time', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const [first, second] = [await transcriptOf(run), await transcriptOf(run)];
        expect(second.seen).toEqual(first.seen);
        expect(second.truth).toEqual(first.truth);
      }),
      { seed, numRuns: 100 },
    );
  });

  test('takes another path with another seed', async () => {
    const network = { up: { kind: 'uniform', fromUs: 0, toUs: 100_000 } } as const;
    const pathOf = async (seed: string): Promise<unknown> =>
      (await transcriptOf({ seed, network, votes: [] })).seen;
    expect(await pathOf('a')).toEqual(await pathOf('a'));
    expect(await pathOf('a')).not.toEqual(await pathOf('b'));
  });

  test('ends each connection at most once, and nothing comes before it opens or after its end', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const { seen } = await transcriptOf(run);
        for (let user = 0; user < users; user++) {
          const kinds = seen
            .filter((event) => event.user === user && event.kind !== 'sent')
            .map(({ kind }) => kind);
          expect(kinds.join(' ')).toMatch(/^((opened( message)*)?( ?closed)?|failed)$/);
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test('sends nothing on a connection that is not open', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const { seen } = await transcriptOf(run);
        seen.forEach((event, index) => {
          if (event.kind !== 'sent') return;
          const before = seen
            .slice(0, index)
            .filter(({ user, kind }) => user === event.user && kind !== 'sent');
          const last = before.at(-1)?.kind;
          expect(event.sendId > 0).toBe(last === 'opened' || last === 'message');
        });
      }),
      { seed, numRuns: 100 },
    );
  });

  test('answers nothing that was not sent, each at most once, and after the server decided', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const transcript = await transcriptOf(run);
        const sentAt = new Map<string, number>();
        for (const event of transcript.seen) {
          if (event.kind === 'sent' && event.sendId > 0)
            sentAt.set(`${event.user}/${event.sendId}`, event.atUs);
          if (event.kind !== 'message' || event.inbound.kind !== 'ack') continue;
          const key = `${event.user}/${event.inbound.sendId}`;
          const sentAtUs = sentAt.get(key) ?? Infinity;
          sentAt.delete(key);
          const answer = event.inbound.args[0];
          const decided = answers(transcript).some(
            (truth) => truth.answer === answer && sentAtUs <= truth.atUs && truth.atUs <= event.atUs,
          );
          expect(decided).toBe(true);
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test('keeps the order of each connection, in both directions', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        // Without sleeps, because a server may well answer a slow request after a quick one.
        const { storeLatency: _away, ...server } = run.server ?? {};
        const transcript = await transcriptOf({ ...run, server, behaviour: voting });
        for (let user = 0; user < users; user++) {
          const ids = messages(transcript)
            .filter((event) => event.user === user)
            .map(({ inbound }) => (inbound.kind === 'ack' ? inbound.sendId : NaN));
          expect(ids).toEqual([...ids].sort((a, b) => a - b));
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test('delivers nothing after a cut but what had arrived at a stalled client', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, fc.integer({ min: 1000, max: endUs }), async (run, atUs) => {
        const cuts = [{ atUs, noticedAfterUs: 3000 }];
        const { seen } = await transcriptOf({ ...run, network: { ...run.network, cuts, clientStalls: [] } });
        const late = seen.filter(
          (event) => event.atUs > atUs && (event.kind === 'message' || event.kind === 'opened'),
        );
        expect(late).toEqual([]);
      }),
      { seed, numRuns: 100 },
    );
  });

  test('neither server nor client does anything while it stalls', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const { seen, truth } = await transcriptOf(run);
        for (const { fromUs, toUs } of run.network?.clientStalls ?? []) {
          const awake = seen.filter(({ kind, atUs }) => kind !== 'sent' && fromUs <= atUs && atUs < toUs);
          expect(awake).toEqual([]);
        }
        for (const { fromUs, toUs } of run.server?.stalls ?? []) {
          expect(
            truth.filter(({ kind, atUs }) => kind === 'answered' && fromUs <= atUs && atUs < toUs),
          ).toEqual([]);
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe(`latencies (seed ${seed})`, () => {
  test('are whole microseconds inside their bounds', () => {
    fc.assert(
      fc.property(latency, fc.string(), (kind, name) => {
        const random = randomOf('s', name);
        for (let draw = 0; draw < 50; draw++) {
          const us = latencyUs(kind, random);
          expect(Number.isInteger(us)).toBe(true);
          const [lowUs, highUs] = boundsUs(kind);
          expect(us).toBeGreaterThanOrEqual(lowUs);
          expect(us).toBeLessThanOrEqual(highUs);
        }
      }),
      { seed },
    );
  });

  test('that are exponential have the mean and the tail of one', () => {
    const random = randomOf('s', 'exponential');
    const draws = Array.from({ length: 20_000 }, () =>
      latencyUs({ kind: 'exponential', floorUs: 1000, meanUs: 10_000 }, random),
    );
    const meanUs = draws.reduce((sum, us) => sum + us, 0) / draws.length;
    expect(Math.abs(meanUs - 11_000)).toBeLessThan(250);
    // e^-1 and e^-3 of all are longer than one and three means.
    const longer = (us: number): number => draws.filter((draw) => draw > us).length / draws.length;
    expect(Math.abs(longer(11_000) - 0.368)).toBeLessThan(0.015);
    expect(Math.abs(longer(31_000) - 0.05)).toBeLessThan(0.01);
  });
});

function boundsUs(kind: Latency): readonly [number, number] {
  switch (kind.kind) {
    case 'constant':
      return [kind.us, kind.us];
    case 'uniform':
      return [kind.fromUs, kind.toUs];
    case 'exponential':
      return [kind.floorUs, kind.floorUs + 6.16 * kind.meanUs];
  }
}
