import { defineScenario } from 'turnwise';
import { live, subscribe } from '../parts/live.js';

/**
 * One announcer, 320 readers: each post is broadcast to all of them at once. Asked is whether it reaches everybody, and how
 * long it takes: the report has the time to the first reader, to the last one, and the spread between them.
 */
export default defineScenario({
  ...live,
  name: 'burst',
  description: 'one post to 320 readers at once: reach and spread',
  target: { module: './server.ts' },
  resources: ['news'],
  groups: [
    { name: 'announcers', users: 1 },
    { name: 'readers', users: 320, listens: true },
  ],
  pacing: { fixed: { every: '400ms' } },
  steps: 15,
  connect: { over: '2s' },
  session: {
    join: async (user) => {
      if (user.group === 'readers') await subscribe(user, 'news');
    },
  },
  watch: { every: '500ms', health: '/health', process: true },
});
