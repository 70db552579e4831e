import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFor } from '../../src/plan-for.js';
import { planFromSteps } from '../../src/plan-from-steps.js';
import { scenarioOf } from '../../src/scenario/load.js';
import { shrink, type Shrinkable } from '../../src/shrinking/shrink.js';
import { withoutPieces } from '../../src/shrinking/shrink-list.js';
import { sha256 } from '../scenario/support.js';
import { ownOptions, simulatedReport, seed } from './playing.js';

const voting = (bug: string) =>
  scenarioOf(
    {
      name: 'shrinking',
      target: { server: 'arena', bug },
      transport: 'socket-io',
      wire: { 'event-ack': { event: 'vote', payload: { user: '${user}', resource: '${resource}' } } },
      users: 9,
      resources: 4,
      model: { cooldown: { per: 'resource', every: '200ms' } },
      phases: [
        { name: 'rotation', strategy: 'round-robin', pacing: { cooldownAware: { rejects: 0.3 } }, steps: 6 },
        { name: 'duels', strategy: 'round-robin', pacing: { duels: { margin: '30ms' } }, steps: 6 },
      ],
    },
    ownOptions,
  );

const ports = (over: Partial<Parameters<typeof shrink>[2]> = {}): Parameters<typeof shrink>[2] => ({
  digest: sha256,
  violationsOf: async ({ scenario, plan }) => (await simulatedReport(scenario, plan)).verdict.violations,
  smaller: () => {},
  stop: new AbortController().signal,
  ...over,
});

async function shrunk(bug: string, over: Partial<Parameters<typeof shrink>[2]> = {}) {
  const scenario = voting(bug);
  const plan = planFor(scenario, sha256);
  const { verdict } = await simulatedReport(scenario, plan);
  const kind = verdict.violations[0]?.kind ?? 'false-accept';
  return { kind, ...(await shrink({ scenario, plan }, kind, ports(over))) };
}

describe('shrinking a plan', () => {
  it.each(['short-cooldown', 'wrong-key', 'check-then-set'])(
    '%s: two actions are enough, and none can be left out',
    async (bug) => {
      const { kind, scenario, plan, isSmallest } = await shrunk(bug);
      expect(isSmallest).toBe(true);
      expect(plan.header).toMatchObject({ actions: 2, resources: 1 });
      expect(scenario.userNames).toHaveLength(plan.header.users);
      const steps = [...plan.steps()];
      expect(steps.map(({ id }) => id)).toEqual([0, 1]);
      expect(Math.max(...steps.map(({ user }) => user)) + 1).toBe(plan.header.users);
      const { verdict } = await simulatedReport(scenario, plan);
      expect(verdict.violations.map((violation) => violation.kind)).toContain(kind);
      for (const left of steps) {
        const frame = { ...plan.header, timeoutUs: scenario.timing.timeoutUs };
        const alone = await simulatedReport(scenario, planFromSteps(frame, [left], sha256));
        expect(alone.verdict.violations).toEqual([]);
      }
    },
  );

  it('comes to the same plan each time', async () => {
    const [one, two] = [await shrunk('check-then-set'), await shrunk('check-then-set')];
    expect(two.plan.hash).toBe(one.plan.hash);
    expect([...two.plan.steps()]).toEqual([...one.plan.steps()]);
    expect(two.tried).toBe(one.tried);
  });

  it('keeps to the kind of violation it was asked for', async () => {
    const { scenario } = await shrunk('short-cooldown');
    const plan = planFor(scenario, sha256);
    const result = await shrink({ scenario, plan }, 'false-reject', ports({ violationsOf: async () => [] }));
    expect(result.plan).toBe(plan);
  });

  it('stops when it is told to, with the best so far', async () => {
    const controller = new AbortController();
    let found: Shrinkable | null = null;
    const result = await shrunk('wrong-key', {
      stop: controller.signal,
      smaller: (smaller) => {
        found = smaller;
        controller.abort();
      },
    });
    expect(result.isSmallest).toBe(false);
    expect(result.plan).toBe((found as Shrinkable | null)?.plan);
  });
});

it('delta debugging leaves exactly what is needed and what that needs, in its order', async () => {
  const length = 24;
  const place = fc.nat(length - 1);
  const worlds = fc.record({
    marks: fc.array(place, { maxLength: 3 }),
    pairs: fc.array(fc.tuple(place, place), { maxLength: 12 }),
  });
  const property = fc.asyncProperty(worlds, async ({ marks, pairs }) => {
    // What comes first needs what comes later, so that one round from the end is not enough.
    const needs = pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const all = Array.from({ length }, (_, index) => index);
    const left = await withoutPieces(
      all,
      async (rest) =>
        marks.every((mark) => rest.includes(mark)) &&
        needs.every(([first, later]) => !rest.includes(first) || rest.includes(later)),
    );
    const expected = new Set(marks);
    for (const each of all) {
      if (!expected.has(each)) continue;
      for (const [first, later] of needs) if (first === each) expected.add(later);
    }
    if (expected.size > 0) expect(left).toEqual([...expected].toSorted((a, b) => a - b));
    else expect(left).toHaveLength(1);
  });
  await fc.assert(property, { seed, numRuns: 200 });
});
