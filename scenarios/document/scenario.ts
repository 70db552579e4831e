import { defineScenario, type SessionUser } from 'turnwise';
import { replicasOf, type Message } from './parts/replicas.js';

const documents = ['minutes', 'agenda', 'budget', 'letter'] as const;

/**
 * Six people at each of four documents. Every client keeps a copy, operation by operation, and an outbox of what it has
 * not heard of again. A third of the clients lose their connection every two seconds without a word, come back, say the last
 * operation they have and send their outbox again.
 *
 * Nothing may be lost or applied twice. The server's own count of operations, the shortest and the longest copy of each
 * document are compared with what was acknowledged; and everybody at a document hears of every operation of the others
 * once, all of them in one order.
 */
export default defineScenario({
  name: 'document',
  description: 'a document that many edit, through lost connections',
  target: { module: './server.ts' },
  transport: { ws: { path: '/edit' } },
  wire: {
    'json-id': {
      payload: { type: 'op', id: '${id}', key: '${run}/${id}', doc: '${resource}', text: '${user} ' },
      answers: { type: 'ack' },
      accepted: { type: 'ack' },
      rejected: { type: 'refused' },
    },
  },
  users: 24,
  resources: [...documents],
  strategy: 'dedicated',
  pacing: { fixed: { every: '200ms', jitter: '80ms' } },
  steps: 45,
  connect: { reconnectAfter: '200ms' },
  session: {
    join,
    act: (user, _request, frame) => {
      if (frame.kind === 'text')
        replicasOf(user.run)
          .of(user.name)
          .sent(JSON.parse(frame.text) as Message);
      return frame;
    },
  },
  delivery: {
    frame: { type: 'op' },
    id: 'id',
    room: 'doc',
    rooms: ['${resource}'],
    echo: false,
    order: 'total',
    quiet: '1s',
  },
  state: [
    {
      name: 'operations',
      per: 'resource',
      count: 'accepts',
      start: 0,
      from: { url: '/documents', at: '${key}.operations' },
    },
    {
      name: 'shortest copy',
      per: 'resource',
      count: 'accepts',
      start: 0,
      settle: '1s',
      read: ({ run }) => replicasOf(run).lengths(Math.min),
    },
    {
      name: 'longest copy',
      per: 'resource',
      count: 'accepts',
      start: 0,
      settle: '1s',
      read: ({ run }) => replicasOf(run).lengths(Math.max),
    },
  ],
  faults: [{ drop: { at: '1500ms', share: '33%', how: 'cut', backAfter: '200ms', every: '2s' } }],
});

/** Listens before it asks, so that nothing is missed in between. */
async function join(user: SessionUser): Promise<void> {
  const doc = documents[user.index % documents.length] ?? documents[0];
  const replica = replicasOf(user.run).of(user.name);
  user.messages.subscribe({
    next: ({ data }) => replica.heard(data as Message),
    complete: () => replica.live(null),
  });
  await user.join(doc, async () => {
    user.send({ type: 'join', doc, since: replica.since(), pending: replica.pending() });
    await user.waitFor(({ data }) => ['snapshot', 'resumed'].includes((data as Message).type));
  });
  replica.live(doc);
}
