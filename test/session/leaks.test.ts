import { expect, test } from 'vitest';
import { sha256 } from '../../src/playing/sha256.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { SessionHooks, SessionUser } from '../../src/session/hooks.js';
import { playOn, seed } from '../e2e/playing.js';
import { startWs, type FarEnd } from './far-end.js';

/** How many timers keep the process alive. */
const timers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate').length;

async function login(user: SessionUser): Promise<void> {
  const response = await user.fetch('/login', { method: 'POST', body: JSON.stringify({ name: user.name }) });
  Object.assign(user.vars, await response.json());
}

const hooks: SessionHooks = {
  login,
  connect: (user) => ({
    headers: { Authorization: `Bearer ${String(user.vars['token'])}` },
    query: { name: user.name },
  }),
  background: {
    beat: { every: '5ms', run: (user) => user.send({ type: 'beat' }) },
    wait: { every: '1ms', run: (user) => user.waitFor('never', { timeout: '1h' }) },
    messages: (user) => user.messages,
  },
  leave: async (user) => {
    user.send({ type: 'bye' });
    await user.waitFor(({ data }) => (data as { type?: string }).type === 'byebye');
  },
};

async function playedWith(farEnd: FarEnd, session: SessionHooks, stop: AbortSignal) {
  const scenario = scenarioOf(
    {
      name: 'leaks',
      target: farEnd.url,
      transport: 'ws',
      wire: { 'json-id': { payload: { type: 'vote', id: '${id}', user: '${user}' } } },
      users: 3,
      resources: 2,
      seed,
      timeout: '1s',
      connect: { over: '10ms', timeout: '2s', reconnectAfter: '10ms' },
      model: { cooldown: { per: 'resource', every: '1ms' } },
      pacing: { cooldownAware: { margin: '30ms' } },
      steps: 4,
      session,
    },
    { env: {}, run: 'run1', digest: sha256 },
  );
  return playOn(farEnd.url, scenario, { stop });
}

interface Course {
  readonly name: string;
  readonly session: SessionHooks;
  /** Called at each vote that the far end got. */
  readonly stops?: true;
  readonly says: (kinds: readonly string[]) => void;
}

const boom = (): never => {
  throw new Error('boom');
};

const courses: readonly Course[] = [
  { name: 'a run', session: hooks, says: (kinds) => expect(kinds).toContain('connection-closed') },
  {
    name: 'a run whose hooks all throw but those that let users in',
    session: {
      ...hooks,
      act: boom,
      leave: boom,
      background: { beat: { every: '5ms', run: boom }, lost: boom },
    },
    says: (kinds) => expect(kinds).toContain('hook-failed'),
  },
  {
    name: 'a run that nobody gets into',
    session: { ...hooks, join: boom },
    says: (kinds) => expect(kinds).toContain('hook-failed'),
  },
  {
    name: 'a run that is stopped while its hooks wait',
    session: { ...hooks, leave: () => new Promise(() => {}) },
    stops: true,
    says: (kinds) => expect(kinds).not.toContain('connection-closed'),
  },
  {
    name: 'a run that is stopped while users log in',
    session: { ...hooks, login: () => new Promise(() => {}) },
    stops: true,
    says: (kinds) => expect(kinds).toEqual(['finished']),
  },
];

test.each(courses)('nothing is left of $name', async ({ session, stops, says }) => {
  const before = timers();
  const farEnd = await startWs();
  const stop = new AbortController();
  let logins = 0;
  const watched: SessionHooks = {
    ...session,
    ...(stops === true && {
      login: async (user: SessionUser) => {
        if (++logins === 3) setImmediate(() => stop.abort());
        await session.login?.(user);
      },
    }),
  };
  const listeners = process.listenerCount('unhandledRejection');
  const { history } = await playedWith(farEnd, watched, stop.signal);
  says(history.events.map(({ kind }) => kind));
  expect(farEnd.open()).toBe(0);
  // Ends only when every connection has.
  await farEnd.close();
  expect(process.listenerCount('unhandledRejection')).toBe(listeners);
  expect(timers()).toBeLessThanOrEqual(before);
});
