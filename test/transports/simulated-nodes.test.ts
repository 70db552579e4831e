import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../src/behaviours/behaviour.js';
import { voting } from '../../src/behaviours/voting.js';
import { seed, worldOf, type Vote } from '../behaviours/play.js';
import { simulatedServer } from '../../src/transports/simulated.js';
import { answers, messages, transcriptOf } from './simulated-run.js';

const vote = (atMs: number, user = 'u0', resource = 'r'): Vote => ({ atUs: atMs * 1000, user, resource });
const everybody = (count: number): readonly number[] => Array.from({ length: count }, (_, user) => user * 10);

/** Accepts everything, and writes down what each node's clock shows. */
function noting(read: [number | undefined, number][]): Behaviour {
  return {
    ...voting,
    start: ({ node, now }) => ({
      async handle() {
        read.push([node, now()]);
        return { ok: true };
      },
    }),
  };
}

describe('the nodes of a simulated server', () => {
  test('take connections in turn, and keep them', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ user: fc.nat(4), atMs: fc.integer({ min: 5, max: 50 }) }), { maxLength: 20 }),
      async (nodes, wanted) => {
        const votes = wanted.map(({ user, atMs }) => vote(atMs, `u${user}`));
        const transcript = await transcriptOf({ server: { nodes }, votes, connectAtUs: everybody(5) });
        expect(answers(transcript)).toHaveLength(votes.length);
        for (const { node, action } of answers(transcript)) {
          const user = Number(action.user.slice(1));
          expect([node, action.connection]).toEqual([user % nodes, `c${user}`]);
        }
      },
    );
    await fc.assert(property, { seed, numRuns: 50 });
  });

  test('believe no payload that names a connection', async () => {
    const transcript = await transcriptOf({
      votes: [vote(10)],
      frame: () => ({
        kind: 'event',
        event: 'vote',
        args: [{ user: 'u0', resource: 'r', connection: 'mine' }],
        ack: true,
      }),
    });
    expect(answers(transcript)[0]?.action.connection).toBe('c0');
  });

  test.each([
    ['durable', [true, false]],
    ['perProcess', [true, true]],
  ] as const)('share a store that is %s, or do not', async (state, expected) => {
    const votes = [vote(10, 'u0'), vote(20, 'u1')];
    const transcript = await transcriptOf({ server: { nodes: 2, state }, votes, connectAtUs: [0, 0] });
    expect(answers(transcript).map(({ answer }) => answer.ok)).toEqual(expected);
  });

  test('have an event loop each: two actions on two nodes are served at once', async () => {
    const serviceTime = { kind: 'constant', us: 4000 } as const;
    const votes = [vote(10, 'u0', 'a'), vote(10, 'u1', 'b'), vote(10, 'u2', 'c')];
    const transcript = await transcriptOf({
      server: { nodes: 2, serviceTime },
      votes,
      connectAtUs: [0, 1, 2],
    });
    expect(answers(transcript).map(({ node, atUs }) => [node, atUs])).toEqual([
      [0, 14_500],
      [1, 14_500],
      [0, 18_500],
    ]);
  });

  test('may have clocks that differ', async () => {
    const read: [number | undefined, number][] = [];
    await transcriptOf({
      behaviour: noting(read),
      server: {
        nodes: 2,
        nodeOffsetsUs: [0, 3000],
        clock: { offsetUs: 1_000_000, ratePpm: 0, tickUs: 1 },
      },
      votes: [vote(10, 'u0'), vote(20, 'u1')],
      connectAtUs: [0, 0],
    });
    expect(read).toEqual([
      [0, 1010.5],
      [1, 1023.5],
    ]);
  });

  test('die together, and who comes back is told apart', async () => {
    const transcript = await transcriptOf({
      server: { nodes: 2, restarts: [{ atUs: 15_000, downUs: 1000 }] },
      votes: [vote(10, 'u0', 'a'), vote(20, 'u0', 'b'), vote(20, 'u1', 'c'), vote(40, 'u2', 'd')],
      connectAtUs: [0, 0, 30_000],
    });
    expect(transcript.seen.filter(({ kind }) => kind === 'closed')).toHaveLength(2);
    expect(answers(transcript).map(({ node, action }) => [node, action.connection])).toEqual([
      [0, 'c0'],
      [0, 'c2'],
    ]);
    expect(messages(transcript)).toHaveLength(2);
  });

  test('are used by hidden clients too, each on its own', async () => {
    const hidden = { users: 2, resources: ['x'], everyUs: 500, fromUs: 0, toUs: 40_000 };
    const transcript = await transcriptOf({ server: { nodes: 2 }, hidden, votes: [] });
    const seen = answers(transcript).map(({ node, action }) => `${action.user} ${action.connection} ${node}`);
    expect([...new Set(seen)].toSorted()).toEqual(['hidden0 hidden0 0', 'hidden1 hidden1 1']);
  });

  test.each([0, -1, 1.5, NaN])('are never %s', (nodes) => {
    expect(() => simulatedServer({ ...worldOf('s'), behaviour: voting, nodes })).toThrow(
      /at least one node, and whole ones/,
    );
  });
});
