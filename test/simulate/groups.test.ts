import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFor } from '../../src/plan-for.js';
import { groupNamesOf } from '../../src/plan/groups.js';
import { judgements } from '../../src/oracle/verdict.js';
import type { Played } from '../../src/playing/play.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { shrink } from '../../src/shrinking/shrink.js';
import { sha256 } from '../scenario/support.js';
import { ownOptions, seed, simulatedReport } from './playing.js';

const base = {
  name: 'groups',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'act', payload: { user: '${user}', resource: '${resource}' } } },
  resources: 3,
  model: { cooldown: { per: 'resource', every: '200ms' } },
} as const;

function loaded(more: object): Scenario {
  return scenarioOf({ ...base, ...more }, ownOptions);
}

/** What a plan aimed for with each action, and what came of it. */
function aimed({ plan, history }: Played) {
  const steps = [...plan.steps()];
  return Array.from({ length: history.length }, (_, row) => ({
    aim: steps[Number(history.actionAt(row).id)].aim,
    outcome: history.outcomeAt(row),
  }));
}

describe(`groups, played, seed ${seed}`, () => {
  it('are in the history and in the report; who listens is connected to the end and never acts', async () => {
    const scenario = loaded({
      users: 7,
      groups: [
        { name: 'reps', share: 2 },
        { name: 'managers', share: 1 },
        { name: 'dashboards', users: 2, listens: true },
        { name: 'visitors', arrivals: [{ rate: '4/s', for: '1s' }] },
        { name: 'tabs', users: 1, sockets: 3 },
      ],
      phases: [
        { name: 'main', pacing: { fixed: { every: '500ms' } }, steps: 3 },
        { name: 'visits', beside: true, pacing: { visits: { every: '300ms' } }, steps: 2 },
      ],
    });
    const played = await simulatedReport(scenario);
    const { report, history } = played;
    expect(report.verdict).toBe('pass');
    expect(report.perGroup.map(({ name, planned }) => [name, planned])).toEqual([
      ['managers', 6],
      ['reps', 15],
      ['tabs', 3],
      ['visitors', 8],
    ]);
    const names = groupNamesOf(scenario.groups);
    for (let row = 0; row < history.length; row++) {
      const { user, group } = history.actionAt(row);
      expect(group).toBe(names[scenario.userNames.indexOf(user)]);
    }
    expect(report.connections.opened).toBe(7 + 2 + 4 + 3);
  });

  it('are keys of their own with `per: group`', async () => {
    const groups = [
      { name: 'a', users: 2 },
      { name: 'b', users: 2 },
    ];
    const own = loaded({
      groups,
      model: { cooldown: { per: 'group', every: '200ms' } },
      pacing: 'cooldownAware',
      steps: 3,
    });
    const { report } = await simulatedReport({ ...own, prove: 'accepts' });
    expect(report.oracle.keys.results.length).toBe(2);
  });
});

const limits = [
  ['arena', { cooldown: { per: 'resource', every: '300ms' } }, { cooldownMs: 300 }],
  [
    'api',
    { tokenBucket: { per: 'user', capacity: 3, refillEvery: '400ms' } },
    { capacity: 3, refillMs: 400 },
  ],
  ['chat', { slidingLog: { per: 'user', limit: 5, window: '1s' } }, {}],
] as const;

describe(`ways around a limit, played, seed ${seed}`, () => {
  it.each(limits)(
    'of %s are refused by a correct server, whatever is before, exactly where the plan aims at it',
    async (server, model, settings) => {
      await fc.assert(
        fc.asyncProperty(
          fc.subarray(['reconnect', 'secondTab'], { minLength: 1 }),
          fc.integer({ min: 1, max: 8 }),
          fc.string({ maxLength: 4 }).filter((text) => text !== ''),
          async (evasion, users, own) => {
            const scenario = loaded({
              target: { server, settings },
              seed: own,
              users,
              model,
              evasion,
              phases: [{ name: 'before', pacing: { fixed: { every: '300ms' } }, steps: 2 }],
            });
            const played = await simulatedReport(scenario);
            expect(played.report.verdict).toBe('pass');
            const all = aimed(played);
            expect(all.filter(({ aim }) => aim === 'reject').length).toBe(users * evasion.length);
            for (const { aim, outcome } of all)
              if (aim !== 'open') expect(outcome).toBe(aim === 'accept' ? 'accepted' : 'rejected');
          },
        ),
        { seed, numRuns: 8 },
      );
    },
  );

  const evaded = { target: { server: 'chat', bug: 'by-connection' }, users: 4, model: limits[2][1] };
  const before = [{ name: 'before', pacing: { fixed: { every: '300ms' } }, steps: 2 }];

  it.each(['reconnect', 'secondTab'])(
    '%s shows a server that counts connections instead of users',
    async (kind) => {
      const { report, verdict } = await simulatedReport(
        loaded({ ...evaded, evasion: [kind], phases: before }),
      );
      expect(report.verdict).toBe('fail');
      expect(
        [...verdict.perAction].filter((code) => judgements[code] === 'false-accept').length,
      ).toBeGreaterThan(0);
      const { report: without } = await simulatedReport({
        ...loaded({ ...evaded, phases: before }),
        prove: 'accepts',
      });
      expect(without.verdict).toBe('pass');
    },
  );

  it('stay what they are when a plan is made smaller', async () => {
    const scenario = loaded({ ...evaded, evasion: ['reconnect'], phases: before });
    const plan = planFor(scenario, sha256);
    const small = await shrink({ scenario, plan }, 'false-accept', {
      digest: sha256,
      violationsOf: async (candidate) =>
        (await simulatedReport(candidate.scenario, candidate.plan)).verdict.violations,
      smaller: () => {},
      stop: new AbortController().signal,
    });
    expect(small.plan.header.actions).toBe(6);
    expect(small.plan.header.faults?.length).toBeGreaterThan(0);
  });
});
