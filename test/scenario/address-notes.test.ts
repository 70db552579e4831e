import { describe, expect, it } from 'vitest';
import { addressNotes } from '../../src/scenario/address-notes.js';

const notes = (kind: 'socket-io' | 'ws', url: string): readonly string[] =>
  addressNotes({ transport: { kind }, target: { kind: 'url', url } } as never);

describe('the address of a target', () => {
  it('has a path that Socket.IO does not go by: that is said', () => {
    expect(notes('socket-io', 'http://127.0.0.1:3000/chat')).toEqual([
      '/chat in the address of the target names nothing to Socket.IO: did you mean transport.socket-io.namespace, or transport.socket-io.path?',
    ]);
    expect(notes('socket-io', `http://h/${'x'.repeat(500)}`)[0]?.length).toBeLessThan(250);
  });

  it('has none, or is that of a WebSocket: nothing is said', () => {
    for (const url of ['http://h', 'http://h/', 'http://h/?a=1']) expect(notes('socket-io', url)).toEqual([]);
    expect(notes('ws', 'ws://h/chat')).toEqual([]);
  });
});
