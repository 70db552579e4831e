import { defineScenario } from 'turnwise';
import { live, subscribe } from '../parts/live.js';

/**
 * How many connections does the server take? People arrive, ten a second at first and then up to forty, stay, read and
 * write now and then. The server here refuses the 151st (`target.settings.maxConnections`); a real one gets slow or
 * stops answering. The report says from which moment on connections failed, how many were open then, and with which reasons.
 */
export default defineScenario({
  ...live,
  name: 'ceiling',
  description: 'people arrive faster and faster until the server takes no more of them',
  target: { module: '../burst/server.ts', settings: { maxConnections: 150 } },
  resources: ['news'],
  groups: [
    {
      name: 'visitors',
      arrivals: [
        { rate: '10/s', for: '4s' },
        { rate: '10/s', rampTo: '40/s', for: '8s' },
      ],
    },
  ],
  pacing: { visits: { every: '3s', jitter: '1s' } },
  steps: 4,
  connect: { reconnectAfter: 'never' },
  session: { join: (user) => subscribe(user, 'news') },
  watch: { every: '500ms', health: '/health', process: true },
});
