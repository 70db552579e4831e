import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFor } from '../../src/plan-for.js';
import { performanceOf } from '../../src/playing/play.js';
import { sharedOut } from '../../src/scenario/group-sizes.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { options, sha256 } from './support.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 42);

const base = {
  name: 'x',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'act', payload: { user: '${user}', what: '${action}' } } },
  resources: 3,
  model: { cooldown: { per: 'resource', every: '200ms' } },
  pacing: { fixed: { every: '1s' } },
} as const;

function loaded(more: object, flags: Parameters<typeof options>[0] = {}): Scenario {
  return scenarioOf({ ...base, ...more }, options(flags));
}

/** What is wrong, as a user reads it. */
function complaint(more: object, flags: Parameters<typeof options>[0] = {}): string {
  try {
    loaded(more, flags);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing';
}

const sizesOf = ({ groups }: Scenario) => groups.map(({ users }) => users);

const visits = { name: 'visits', pacing: { visits: { every: '1s' } } };
const stages = [{ rate: '2/s', for: '3s' }];

describe(`groups of a scenario, seed ${seed}`, () => {
  it('share out users by largest remainder', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 99 })), { minLength: 1, maxLength: 6 }),
        (users, shares) => {
          const all = shares.reduce((sum, each) => sum + each, 0);
          const sizes = sharedOut(users, shares);
          expect(sizes.reduce((sum, each) => sum + each, 0)).toBe(all === 0 ? 0 : users);
          sizes.forEach((size, index) => {
            const exact = all === 0 ? 0 : (users * shares[index]) / all;
            expect(Math.abs(size - exact)).toBeLessThan(1);
          });
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('have users of their own on top of those that are shared out', () => {
    const groups = [
      { name: 'reps', share: 60 },
      { name: 'managers', share: 25, acts: { deal: 3, lead: 1 } },
      { name: 'dashboards', users: 20, listens: true },
      { name: 'visitors', arrivals: stages },
    ];
    const scenario = loaded({
      users: 17,
      groups,
      pacing: undefined,
      phases: [{ pacing: base.pacing }, visits],
    });
    expect(sizesOf(scenario)).toEqual([12, 5, 20, 6]);
    expect(scenario.users).toBe(43);
    expect(scenario.userNames.at(-1)).toBe('u42');
    expect(scenario.groups[1]?.acts).toEqual([
      { action: 'deal', weight: 3 },
      { action: 'lead', weight: 1 },
    ]);
    expect(sizesOf(loaded({ users: 17, groups: groups.slice(0, 2) }, { users: 34 }))).toEqual([24, 10]);
  });

  it('are made of a list of names as it stands', () => {
    const groups = [
      { name: 'a', users: 1 },
      { name: 'b', share: 1 },
    ];
    const scenario = loaded({ users: ['eva', 'ben', 'ida'], groups });
    expect(sizesOf(scenario)).toEqual([1, 2]);
    expect(scenario.userNames).toEqual(['eva', 'ben', 'ida']);
    expect(complaint({ users: ['eva', 'ben'], groups: [{ name: 'a', users: 3 }] })).toContain(
      '`groups` have 3 users of their own, and `users` names 2',
    );
  });

  it('hand on how they connect', () => {
    const groups = [{ name: 'a', users: 2, transports: ['polling'], sockets: 2 }];
    expect(loaded({ groups }).groupTransports).toEqual({ a: ['polling'] });
  });

  it('may be what a limit counts on, and then no refusal is sure', () => {
    const model = { cooldown: { per: 'group', every: '200ms' } };
    const groups = [
      { name: 'a', users: 2 },
      { name: 'b', users: 2 },
    ];
    const scenario = loaded({ model, groups, pacing: 'cooldownAware' });
    const { aims } = planFor(scenario, sha256).header;
    expect(aims.rejects).toBe(0);
    expect(complaint({ users: 3, model })).toContain('counts per `group`, which no action of a run has');
  });

  it.each<readonly [string, object]>([
    ['must say how many users it has: `share`, `users` or `arrivals`', { groups: [{ name: 'a' }] }],
    ['not by `share` and `users`', { groups: [{ name: 'a', share: 1, users: 2 }] }],
    [
      '`groups` have shares, and `users` does not say of how many users',
      { groups: [{ name: 'a', share: 1 }] },
    ],
    ['leave `users` out', { users: 7, groups: [{ name: 'a', users: 2 }] }],
    [
      'makes 90% with the other shares',
      {
        users: 7,
        groups: [
          { name: 'a', share: '60%' },
          { name: 'b', share: '30%' },
        ],
      },
    ],
    [
      'must be a percentage such as 30%',
      {
        users: 7,
        groups: [
          { name: 'a', share: '60%' },
          { name: 'b', share: 30 },
        ],
      },
    ],
    ['must be more than 0', { users: 7, groups: [{ name: 'a', share: '0%' }] }],
    [
      'no user at all',
      {
        users: 1,
        groups: [
          { name: 'a', share: 9 },
          { name: 'b', share: 1 },
        ],
      },
    ],
    [
      'repeats the group name `a`',
      {
        groups: [
          { name: 'a', users: 2 },
          { name: 'a', users: 2 },
        ],
      },
    ],
    [
      'has no place beside `listens`',
      {
        groups: [
          { name: 'a', users: 2, listens: true, acts: 'deal' },
          { name: 'b', users: 1 },
        ],
      },
    ],
    ['has nobody to act', { groups: [{ name: 'a', users: 2, listens: true }] }],
    [
      'did you mean `reps`?',
      {
        pacing: undefined,
        groups: [{ name: 'reps', users: 2 }],
        phases: [{ pacing: base.pacing, groups: ['rep'] }],
      },
    ],
    [
      '`phases[0].groups` has no place in a scenario without `groups`',
      { users: 3, pacing: undefined, phases: [{ pacing: base.pacing, groups: ['rep'] }] },
    ],
    [
      'needs a phase in which its users act',
      {
        groups: [
          { name: 'a', users: 2 },
          { name: 'v', arrivals: stages },
        ],
      },
    ],
    [
      'no group that acts has `arrivals`',
      { pacing: undefined, groups: [{ name: 'a', users: 2 }], phases: [visits] },
    ],
    [
      'are there from the start',
      {
        pacing: undefined,
        groups: [
          { name: 'a', users: 2 },
          { name: 'v', arrivals: stages },
        ],
        phases: [{ ...visits, groups: ['a', 'v'] }],
      },
    ],
    [
      'act by `visits` only',
      {
        pacing: undefined,
        groups: [
          { name: 'a', users: 2 },
          { name: 'v', arrivals: stages },
        ],
        phases: [{ pacing: base.pacing, groups: ['v'] }, visits],
      },
    ],
    [
      'there is none before it to be beside',
      { users: 3, pacing: undefined, phases: [{ pacing: base.pacing, beside: true }] },
    ],
    [
      'never reaches the server',
      { wire: { 'event-ack': { event: 'act' } }, groups: [{ name: 'a', users: 2, acts: 'deal' }] },
    ],
    [
      'is for Socket.IO only',
      {
        transport: 'ws',
        wire: { 'json-id': { payload: { id: '${id}' } } },
        groups: [{ name: 'a', users: 2, transports: ['polling'] }],
      },
    ],
    [
      'bring nobody',
      { pacing: undefined, groups: [{ name: 'v', arrivals: [{ rate: 0, for: '1s' }] }], phases: [visits] },
    ],
    ['`users` is missing', {}],
  ])('are refused: %s', (text, more) => {
    expect(complaint(more)).toContain(text);
  });
});

describe('ways around a limit', () => {
  it('become phases behind the others', () => {
    const scenario = loaded({ users: 4, evasion: ['reconnect', { secondTab: { rounds: 2 } }] });
    expect(scenario.phases.map(({ name }) => name)).toEqual([
      'main',
      'evasion-reconnect',
      'evasion-secondTab',
    ]);
    const { faults, sockets, aims } = planFor(scenario, sha256).header;
    expect(faults?.flatMap(({ users }) => users).sort()).toEqual([0, 1, 2, 3]);
    expect(sockets).toEqual([2, 2, 2, 2]);
    expect(aims.rejects).toBe(4 + 8);
  });

  it.each<readonly [string, object]>([
    [
      '`evasion[0]` cannot be `reconnect`: this limit counts per user+connection',
      { model: { cooldown: { per: 'user+connection', every: '1s' } }, evasion: ['reconnect'] },
    ],
    [
      '`evasion[0]` cannot be `secondTab`',
      { model: { cooldown: { per: 'connection', every: '1s' } }, evasion: ['secondTab'] },
    ],
    ['the target has one node', { evasion: ['otherNode'] }],
    ['repeats `reconnect`', { evasion: ['reconnect', 'reconnect'] }],
    ['without a limit there is nothing to evade', { model: undefined, evasion: ['reconnect'] }],
  ])('are refused: %s', (text, more) => {
    expect(complaint({ users: 4, ...more })).toContain(text);
  });

  it('are refused where the limit is too short, when the plan is made', () => {
    const scenario = loaded({ users: 4, evasion: [{ reconnect: { margin: '60ms' } }] });
    expect(() => planFor(scenario, sha256)).toThrow('too short for a new connection');
  });

  it('lead to another node by its own address, where it has one', () => {
    const nodes = ['http://a', 'http://b', 'http://c'];
    const target = { server: 'arena', nodes: 3 };
    const evading = loaded({ users: 4, target, evasion: ['otherNode'] });
    const urlOf = performanceOf(evading, planFor(evading, sha256), 'http://front', nodes).requestOf;
    for (let user = 0; user < 4; user++) {
      expect(nodes).toContain(urlOf(user, 0).url);
      expect(nodes).toContain(urlOf(user, 1).url);
      expect(urlOf(user, 1).url).not.toBe(urlOf(user, 0).url);
    }
    const other = loaded({ users: 4, target, evasion: ['secondTab'] });
    expect(performanceOf(other, planFor(other, sha256), 'http://front', nodes).requestOf(1, 1).url).toBe(
      'http://front',
    );
  });

  it('say what another node is', () => {
    const { notes } = loaded({ users: 4, target: { server: 'arena', nodes: 2 }, evasion: ['otherNode'] });
    expect(notes.join()).toContain('connections go to the nodes in turn');
  });
});

describe('values', () => {
  const wire = { 'event-ack': { event: 'act', payload: { n: '${value.amount}' } } };

  it('have to be declared', () => {
    expect(complaint({ users: 2, wire })).toContain('names no value of this scenario: `amount`');
    expect(complaint({ users: 2, wire, values: { amont: { int: [1, 2] } } })).toContain(
      'did you mean `amont`?',
    );
    expect(loaded({ users: 2, wire, values: { amount: { int: [1, 2] } } }).values).toEqual({
      amount: { kind: 'int', from: 1, to: 2 },
    });
  });

  it('are refused where they cannot be drawn', () => {
    expect(complaint({ users: 2, values: { a: { int: [3, 1] } } })).toContain('the smaller one first');
    expect(complaint({ users: 2, values: { a: { oneOf: [] } } })).toContain('values.a');
    expect(complaint({ users: 2, values: { 'a b': { text: 3 } } })).toContain('must have a name of letters');
  });
});
