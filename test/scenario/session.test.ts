import { expect, test } from 'vitest';
import { planFor } from '../../src/plan-for.js';
import type { Played } from '../../src/playing/play.js';
import { simulate } from '../../src/playing/simulate.js';
import { worldOf } from '../../src/playing/simulated-world.js';
import { sha256 } from '../../src/playing/sha256.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { origin } from '../e2e/playing.js';

const scenarioWith = (session: unknown) =>
  scenarioOf(
    {
      name: 'hooked',
      target: 'arena',
      transport: 'socket-io',
      wire: { 'event-ack': { event: 'vote', payload: { user: '${user}', resource: '${resource}' } } },
      users: 4,
      resources: 2,
      model: { cooldown: { per: 'resource', every: '200ms' } },
      steps: 3,
      ...(session !== undefined && { session: session as ScenarioInput['session'] }),
    },
    { env: {}, run: 'run1', digest: sha256 },
  );

/** A history has its columns behind functions. */
const linesOf = (played: Played | undefined) =>
  played === undefined
    ? []
    : [
        ...played.history.events,
        ...Array.from(played.history.sentAtUs),
        ...Array.from(played.history.settledAtUs),
      ];

const nothing = (): void => {};

test('hooks arrive as they were written', () => {
  const session = {
    login: nothing,
    background: { beat: { every: '5s', run: nothing }, news: () => nothing },
  };
  expect(scenarioWith(session).session).toEqual(session);
  expect(scenarioWith(undefined).session).toBeNull();
});

test.each([
  [{ logn: nothing }, 'unknown key `logn`; did you mean `login`?'],
  [
    { login: 'yes' },
    '`session.login` must be a function, and only a TypeScript or JavaScript scenario can hold one',
  ],
  [{ background: { beat: { every: 5 } } }, 'beat.run` must be a function'],
  [{ background: { beat: { every: '0s', run: nothing } } }, 'beat.every` must be longer than 0'],
  [{ background: { beat: { evry: '5s', run: nothing } } }, 'did you mean `every`?'],
  [{ background: { beat: 5 } }, "must be { every: '5s', run: (user) => ... } or a function"],
])('%j is refused with what is wrong', (session, says) => {
  expect(() => scenarioWith(session)).toThrow(says);
});

const boom = (): never => {
  throw new Error('nobody calls this');
};

test('a simulation plays no hooks, says so, and is the same as without them', async () => {
  const [hooked, plain] = [scenarioWith({ login: boom, join: boom, act: boom }), scenarioWith(undefined)];
  const [hookedPlay, plainPlay] = await Promise.all(
    [hooked, plain].map((scenario) =>
      simulate(
        scenario,
        planFor(scenario, sha256),
        worldOf(scenario),
        { stop: new AbortController().signal, watch: nothing },
        origin,
      ),
    ),
  );
  expect(linesOf(hookedPlay)).toEqual(linesOf(plainPlay));
  expect(hookedPlay?.report.notes).toContainEqual(expect.stringContaining('plays no session hooks'));
  expect(plainPlay?.report.notes).not.toContainEqual(expect.stringContaining('plays no session hooks'));
});
