import { defineScenario, type SessionUser } from 'turnwise';
import { nowMs } from '../parts/clock.js';
import { delivery, hooks, regions, wire } from './parts/office.js';

/**
 * The same office over three kinds of connections side by side: a third of the people over WebSocket, a third over
 * long polling, a third that begin with polling and change over. Everybody hears what the others tell, whatever
 * they connect with; the report has a row for each kind, and `response in ms` for each. Half of each group are managers.
 */
export default defineScenario({
  name: 'sales-transports',
  description: 'leads, deals and interactions over websocket, polling and upgrade side by side',
  target: { module: './server.ts' },
  transport: 'socket-io',
  wire,
  users: 36,
  resources: [...regions],
  groups: [
    { name: 'websocket', share: 1, transports: ['websocket'], acts: { lead: 2, deal: 2 } },
    { name: 'polling', share: 1, transports: ['polling'], acts: { lead: 2, deal: 2 } },
    {
      name: 'upgrade',
      share: 1,
      transports: ['polling', 'websocket'],
      acts: { lead: 2, deal: 2 },
    },
  ],
  pacing: { fixed: { every: '1s', jitter: '300ms' } },
  steps: 6,
  session: { ...hooks, background: { question: { every: '2s', run: ask } } },
  delivery,
});

/** How soon each kind of connection has an answer, beside the actions: joining again changes nothing. */
async function ask(user: SessionUser): Promise<void> {
  const sentAtMs = nowMs();
  await user.request('join', `team:${regions[user.index % regions.length]}`);
  user.metrics.trend('response in ms', nowMs() - sentAtMs);
}
