import { describe, expect, it } from 'vitest';
import { liveFaults } from '../../src/cli/live-faults.js';
import { livePresence } from '../../src/cli/live-presence.js';
import type { HistoryEvent } from '../../src/history/action.js';

const fault = (text: string, untilUs: number): HistoryEvent => ({
  kind: 'fault',
  atUs: 1_000_000,
  untilUs,
  fault: 'cut',
  text,
});

const opened = (user: string, connection: string): HistoryEvent => ({
  kind: 'connection-opened',
  atUs: 0,
  user,
  connection,
  connectUs: 1,
});
const lost = (user: string, connection: string): HistoryEvent => ({
  kind: 'connection-lost',
  atUs: 0,
  user,
  connection,
  reason: 'gone',
});

describe('who is connected', () => {
  it('is counted in users, not in sockets, of those who were to come by then', () => {
    const presence = livePresence({ userNames: ['u0', 'u1', 'u2'] }, { arrivesAtUs: [null, null, 5000] });
    for (const name of ['u0.1', 'u0.2']) presence.take(opened('u0', name));
    presence.take(opened('u1', 'u1.1'));
    expect(presence.count(0)).toEqual({ connected: 2, users: 2 });
    expect(presence.count(5000)).toEqual({ connected: 2, users: 3 });
    presence.take(lost('u0', 'u0.1'));
    expect(presence.count(5000).connected).toBe(2);
    presence.take(lost('u0', 'u0.2'));
    expect(presence.count(5000).connected).toBe(1);
  });
});

describe('the fault that is on', () => {
  const cut = { kind: 'cut', atUs: 0, forUs: 2_000_000, users: [] } as const;
  it('is told from its beginning until it is said to be over', () => {
    const faults = liveFaults([cut]);
    expect(faults.text(0)).toBe('');
    faults.take(fault('the network is gone for 2 s', 3_000_000));
    expect(faults.text(9_000_000)).toBe('cut: the network is gone for 2 s');
    faults.take(fault('over: the network is gone for 2 s', 3_000_000));
    expect(faults.text(9_000_000)).toBe('');
  });

  it('is none where none is planned', () => {
    expect(liveFaults([]).text(0)).toBeNull();
  });
});
