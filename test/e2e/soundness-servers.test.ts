import { describe, test } from 'vitest';
import { startServer } from '../../src/servers/embedded.js';
import { served } from '../soundness/servers.js';
import { playOn, seed } from './playing.js';
import { liveScenario } from './served-live.js';
import { metIn } from './troubles.js';

describe(`every correct server in a process of its own (seed ${seed})`, () => {
  let [decided, answered] = [0, 0];

  test.concurrent.for(served)(
    '$title is not accused over Socket.IO and WebSocket, at the same time',
    async (one, { expect }) => {
      const server = await startServer(one);
      try {
        const over = (kind: 'socket-io' | 'ws') =>
          playOn(server.url, liveScenario(one, kind, seed, { oracle: { initial: 'fresh' } }));
        const met = metIn(await Promise.all([over('socket-io'), over('ws')]));
        expect(met.accusations).toEqual([]);
        decided += met.decided;
        answered += met.answered;
      } finally {
        await server.stop();
      }
    },
  );

  test('and a good part of all this was decided', ({ expect }) => {
    expect(answered).toBeGreaterThan(0);
    expect(decided, 'a gate that decides nothing accuses nobody').toBeGreaterThan(answered / 20);
  });
});
