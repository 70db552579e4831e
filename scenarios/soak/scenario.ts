import { defineScenario } from 'turnwise';
import { live, subscribe } from '../parts/live.js';

/**
 * The same load for a long time, and nothing may grow: eighty readers, ten writers, forty posts a second. The server's memory
 * and processor time are looked at all the while, and the report says whether they have a trend. A minute shows a leak
 * that is as bad as that of `--set target.bug=leaks`; a night shows others:
 *
 *     turnwise run soak --set pacing.open.stages.1.for=8h --set watch.every=30s
 */
export default defineScenario({
  ...live,
  name: 'soak',
  description: 'a steady load, and the trend of what it costs',
  target: { module: '../burst/server.ts' },
  resources: ['news', 'sports'],
  groups: [
    { name: 'writers', users: 10 },
    { name: 'readers', users: 80, listens: true },
  ],
  pacing: {
    open: {
      arrivals: 'uniform',
      stages: [
        { for: '0s', rate: '40/s' },
        { for: '62s', rate: '40/s' },
      ],
    },
  },
  wire: {
    'json-id': {
      ...live.wire['json-id'],
      payload: { ...live.wire['json-id'].payload, text: '${value.text}' },
    },
  },
  values: { text: { text: 700 } },
  session: {
    join: async (user) => {
      if (user.group === 'readers') await subscribe(user, user.index % 2 === 0 ? 'news' : 'sports');
    },
  },
  watch: { every: '500ms', health: '/health', process: true },
});
