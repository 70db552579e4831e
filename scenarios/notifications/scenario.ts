import { defineScenario, type SessionUser } from 'turnwise';

const topics = ['news', 'jobs', 'sport', 'weather'] as const;

/**
 * Notifications. Everybody logs in with a password and upgrades with the bearer token in the headers. Senders post to
 * `/notify`; the receipt, which says that everybody was told, comes over their own connection and is the
 * answer. Readers only listen: they have several topics and a heartbeat. A quarter of them lose their connection
 * halfway, come back and resume. Sleepers have a topic on which nothing happens and no heartbeat: the front cuts them
 * again and again, as a proxy does after a minute, and nobody else.
 */
export default defineScenario({
  name: 'notifications',
  description: 'posted by HTTP, pushed to topics, behind a front that cuts idle connections',
  target: { module: './server.ts', settings: { idleMs: 1500 } },
  transport: { ws: { path: '/live' } },
  wire: {
    'json-id': {
      payload: { type: 'track', ref: '${id}' },
      answers: { type: 'receipt' },
      id: 'ref',
      accepted: { type: 'receipt' },
      rejected: { type: 'refused' },
    },
  },
  resources: [...topics],
  groups: [
    { name: 'senders', users: 6 },
    { name: 'readers', users: 20, listens: true },
    { name: 'sleepers', users: 4, listens: true },
  ],
  pacing: { fixed: { every: '250ms', jitter: '100ms' } },
  steps: 32,
  connect: { reconnectAfter: '200ms' },
  session: {
    login: async (user) => {
      const body = JSON.stringify({ name: user.name, password: `${user.name} of ${user.run}` });
      const response = await user.fetch('/login', { method: 'POST', body });
      if (!response.ok) throw new Error(`the login was refused: ${response.status}`);
      user.vars['token'] = ((await response.json()) as { token: string }).token;
    },
    connect: ({ vars }) => ({ headers: { authorization: `Bearer ${String(vars['token'])}` } }),
    join: async (user) => {
      await user.waitFor((message) => typeOf(message.data) === 'welcome');
      await (user.attempt === 1 ? subscribe(user) : resume(user));
    },
    act: (user, { id, resource }, frame) => {
      void post(user, resource, id);
      return frame;
    },
    background: { heartbeat: { every: '500ms', run: beat } },
  },
  delivery: {
    frame: { type: 'notification' },
    id: 'ref',
    room: 'topic',
    rooms: ['${resource}'],
    echo: true,
    order: 'room',
    quiet: '1s',
  },
  state: [
    {
      name: 'break-ins',
      start: 0,
      count: () => null,
      read: async ({ target, run }) => ({ 'with a wrong password': await breakIns(target, run) }),
    },
  ],
  faults: [{ drop: { at: '4s', share: '25%', how: 'cut', backAfter: '300ms' } }],
});

function topicsOf({ index, group }: SessionUser): readonly string[] {
  if (group === 'sleepers') return ['silence'];
  if (group === 'senders') return [];
  return [0, 1].map((offset) => topics[(index + offset) % topics.length] ?? 'news');
}

/** A member of each topic from the asking on, surely with the confirmation. */
async function subscribe(user: SessionUser): Promise<void> {
  const wanted = topicsOf(user);
  await enter(user, wanted, async () => {
    user.send({ type: 'subscribe', topics: wanted });
    await user.waitFor((message) => typeOf(message.data) === 'subscribed');
  });
}

/** What the server says of itself counts: it knows the topics, and must push what they get. */
async function resume(user: SessionUser): Promise<void> {
  const wanted = topicsOf(user);
  await enter(user, wanted, async () => {
    user.send({ type: 'resume' });
    const { data } = await user.waitFor((message) => typeOf(message.data) === 'resumed');
    const kept = (data as { readonly topics: readonly string[] }).topics;
    if (wanted.some((topic) => !kept.includes(topic))) throw new Error(`only ${kept.join(', ')} came back`);
  });
}

/** Joins several rooms by one question. */
async function enter(user: SessionUser, rooms: readonly string[], ask: () => Promise<void>): Promise<void> {
  let asked: Promise<void> | null = null;
  await Promise.all(rooms.map((room) => user.join(room, () => (asked ??= ask()))));
}

/** The action itself; its receipt comes over the connection. */
async function post(user: SessionUser, topic: string, ref: number): Promise<void> {
  const headers = { authorization: `Bearer ${String(user.vars['token'])}` };
  const body = JSON.stringify({ topic, ref, text: `from ${user.name}` });
  try {
    const response = await user.fetch('/notify', { method: 'POST', body, headers });
    await response.text();
    user.metrics.rate('posts taken', response.status === 202);
  } catch {
    user.metrics.rate('posts taken', false);
  }
}

/** A ping below all messages, timed: what keeps a connection alive that has nothing to say. */
async function beat(user: SessionUser): Promise<void> {
  if (user.group === 'sleepers') return;
  user.metrics.trend('heartbeat in ms', (await user.ping({ timeout: '2s' })) / 1000);
}

/** Somebody signs up, and somebody else tries the name with another password. */
async function breakIns(target: string, run: string): Promise<number> {
  const login = (password: string): Promise<Response> =>
    fetch(`${target}/login`, { method: 'POST', body: JSON.stringify({ name: 'owner', password }) });
  await (await login(`owner of ${run}`)).text();
  const response = await login('guessed');
  await response.text();
  return response.ok ? 1 : 0;
}

function typeOf(data: unknown): unknown {
  return (data as { readonly type?: unknown } | null)?.type;
}
