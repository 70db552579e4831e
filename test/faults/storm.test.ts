import { expect, it } from 'vitest';
import { playTroubled, troubled } from './real-run.js';

it('300 users lose their connections at once, are back at once, and nobody is missing', async () => {
  const scenario = troubled('ws', 'storm', {
    users: 300,
    resources: 300,
    // Long enough behind the storm for the slowest machine to let everybody in.
    steps: 10,
    connect: { over: '500ms', timeout: '20s', reconnectAfter: '50ms' },
    timeout: '5s',
    pacing: { fixed: { every: '500ms', jitter: '100ms' } },
    faults: [{ storm: { at: '700ms' } }],
  });
  const { report, verdict, history } = await playTroubled(scenario);
  expect(verdict.violations).toEqual([]);
  const storm = history.events.find(({ kind }) => kind === 'fault');
  expect(storm).toMatchObject({ users: 300 });
  const count = (kind: string): number => history.events.filter((event) => event.kind === kind).length;
  expect([count('connection-opened'), count('connection-lost')]).toEqual([600, 300]);
  expect(report.connections.dropped).toBe(300);
});
