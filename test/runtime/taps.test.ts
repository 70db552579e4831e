import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/runtime/events.js';
import { tapOf } from '../../src/runtime/taps.js';
import { cleanedEvent } from '../../src/runtime/cleaned.js';
import type { Inbound } from '../../src/transports/transport.js';

const text = (said: string): Inbound => ({ kind: 'text', text: said });

function heard(read: (inbound: Inbound) => unknown, messages: readonly Inbound[]): readonly RunEvent[] {
  const events: RunEvent[] = [];
  let nowUs = 10.25;
  const tap = tapOf(
    { read: read as never },
    (event) => events.push(event),
    () => nowUs++,
  );
  for (const message of messages) tap.message('u3.1', message);
  tap.finish();
  return events;
}

const named = (event: string): Inbound => ({ kind: 'event', event, args: [] });
const onTick = (inbound: Inbound) =>
  inbound.kind === 'event' && inbound.event === 'tick' ? { requestId: 1, room: null } : null;

describe('a tap', () => {
  it('makes an event of each broadcast: the step of the request, and the time rounded up', () => {
    expect(heard(() => ({ requestId: 7, room: 'east' }), [text('a'), text('b')])).toEqual([
      { kind: 'received', action: 6, connection: 'u3.1', atUs: 11, room: 'east' },
      { kind: 'received', action: 6, connection: 'u3.1', atUs: 12, room: 'east' },
    ]);
  });

  it('reads the clock before it reads the message', () => {
    const order: string[] = [];
    const tap = tapOf(
      { read: () => (order.push('read'), null) },
      () => order.push('emit'),
      () => order.push('clock'),
    );
    tap.message('u0.1', text('x'));
    expect(order).toEqual(['clock', 'read']);
  });

  it('takes no acknowledgement for a broadcast, and hears nothing without a delivery', () => {
    const ack: Inbound = { kind: 'ack', sendId: 1, args: [] };
    expect(heard(() => ({ requestId: 1, room: null }), [ack])).toEqual([]);
    const tap = tapOf(
      null,
      () => expect.unreachable(),
      () => 0,
    );
    tap.message('u0.1', text('x'));
    tap.finish();
  });

  it('says what came where nothing was a broadcast, and nothing of it where something was', () => {
    const messages = [named('placed'), named('placed'), named('tick'), text('x')];
    expect(heard(() => null, messages)).toMatchObject([
      {
        kind: 'event',
        event: {
          kind: 'note',
          text: 'nothing that came was read as a broadcast; what came: placed (2 times), tick (1 time), text frames (1 time)',
        },
      },
    ]);
    expect(heard(onTick, messages)).toMatchObject([{ kind: 'received' }]);
    expect(heard(() => null, [])).toEqual([]);
  });

  it('ignores what throws or makes no sense, and says so once', () => {
    const nonsense = [
      { requestId: 0, room: null },
      { requestId: 1.5, room: null },
      { requestId: '1', room: null },
      { requestId: 2 ** 31, room: null },
      { requestId: 1 },
      { requestId: 1, room: 5 },
      'text',
      7,
    ];
    let next = 0;
    const events = heard(
      () => {
        const said = nonsense[next++];
        if (said === undefined) throw new Error('no such thing');
        return said;
      },
      [...nonsense, 1].map(() => text('x')),
    );
    expect(events).toEqual([
      // At once and for each connection: what comes on it may not be found missing.
      {
        kind: 'event',
        event: {
          kind: 'broadcast-unread',
          atUs: 11,
          connection: expect.any(String) as string,
          reason: 'what was read has no requestId, or a room that is no text',
        },
      },
      {
        kind: 'event',
        event: {
          kind: 'note',
          atUs: 20,
          text: '9 messages could not be read as a broadcast: what was read has no requestId, or a room that is no text',
        },
      },
    ]);
  });

  it('cuts names of rooms that are none, and secrets come out of them', () => {
    const [event] = heard(() => ({ requestId: 1, room: `hush${'x'.repeat(10_000)}` }), [text('x')]);
    expect(event?.kind === 'received' && event.room?.length).toBe(200);
    const cleaned = event === undefined ? null : cleanedEvent(event, (said) => said.replace('hush', '***'));
    expect(cleaned?.kind === 'received' && cleaned.room?.startsWith('***x')).toBe(true);
  });
});
