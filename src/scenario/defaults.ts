import { defaultAssumptions } from '../models/assumptions.js';
import { durationText } from './duration.js';

/** What a scenario that does not say otherwise gets, in the form in which a scenario would write it. */
export const defaults = {
  userName: 'u${index}',
  resourceName: 'r${index}',
  steps: 10,
  strategy: 'round-robin',
  pacing: 'cooldownAware',
  cooldownAware: { margin: '20ms', rejects: 0.2, jitter: '0ms' },
  contended: { rejects: 0.5, margin: '20ms' },
  probing: { offsets: ['-40ms', '-20ms', '-1ms', '0ms', '+1ms', '+20ms', '+40ms'], margin: '20ms' },
  open: { arrivals: 'poisson' },
  barrier: { margin: '20ms', sweep: ['0ms'] },
  bursts: { gap: '0ms' },
  duels: { margin: '20ms' },
  evasion: { rounds: 1, margin: '20ms', how: 'close' },
  faults: { how: 'cut', backAfter: '500ms' },
  connect: { over: '1s', timeout: '10s', reconnectAfter: '500ms' },
  timeout: '5s',
  overrun: 'send',
  socketIo: { namespace: '/', path: '/socket.io' },
  ws: { path: '' },
  simulation: { latency: { floor: '500us', mean: '500us' }, hiddenUsers: 5 },
  oracle: {
    tick: durationText(defaultAssumptions.tickUs),
    drift: defaultAssumptions.driftPpm,
    minResolution: 0.5,
    prove: 'both',
  },
} as const;
