import { defineScenario } from 'turnwise';
import { delivery, hooks, regions, wire } from './parts/office.js';

/**
 * A thousand people in the office, of whom a fifth lose their connection halfway, without a word, and come back. What is
 * told meanwhile may or may not reach them; everybody else must hear all of it.
 * `--set faults=[]` leaves that out: then the reach is exact.
 */
export default defineScenario({
  name: 'sales-thousand',
  description: 'a thousand people, a fifth of whom lose their connection halfway',
  target: { module: './server.ts' },
  transport: 'socket-io',
  wire,
  users: 1000,
  resources: [...regions],
  groups: [
    { name: 'reps', share: 60, acts: { lead: 1, deal: 2, interaction: 7 } },
    { name: 'managers', share: 25, listens: true },
    { name: 'bursts', share: 15, acts: { interaction: 1 } },
  ],
  phases: [
    { name: 'day', groups: ['reps'], pacing: { fixed: { every: '6s', jitter: '2s' } }, steps: 2 },
    {
      name: 'campaign',
      groups: ['bursts'],
      pacing: { bursts: { size: 3, gap: '50ms', pause: '5s' } },
      steps: 2,
      beside: true,
    },
  ],
  connect: { over: '8s', timeout: '60s' },
  session: hooks,
  delivery: { ...delivery, quiet: '3s' },
  faults: [{ drop: { at: '5s', share: '20%', how: 'cut', backAfter: '500ms' } }],
  watch: { every: '1s', health: '/health', process: true },
});
