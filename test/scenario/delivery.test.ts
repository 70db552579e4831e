import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Delivery } from '../../src/scenario/live.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { complaintOf, fileOf, options } from './support.js';

const base = {
  name: 'x',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote', payload: { id: '${id}' } } },
  users: 4,
  resources: 2,
  pacing: { fixed: { every: '50ms' } },
};
const frames = { transport: 'ws', wire: { 'json-id': { payload: { id: '${id}' } } } };
const session = { join: () => undefined };

function deliveryOf(more: object): Delivery {
  const { delivery } = scenarioOf({ ...base, ...more } as ScenarioInput, options());
  if (delivery === null) throw new Error('no delivery');
  return delivery;
}

const complaint = (more: object): Promise<string> =>
  complaintOf(fileOf('x.json', JSON.stringify({ ...base, ...more })));

const docs = readFileSync(new URL('../../docs/delivery.md', import.meta.url), 'utf8');
const snippets = [...docs.matchAll(/```yaml\n([\s\S]*?)```/gu)].map(
  ([, body]) => parse(body ?? '') as { readonly delivery: { readonly frame?: unknown } },
);

describe('delivery', () => {
  it.each(snippets.map((snippet) => [JSON.stringify(snippet), snippet] as const))(
    '%s of the docs works',
    (_, snippet) => {
      const over = snippet.delivery.frame === undefined ? {} : frames;
      expect(deliveryOf({ session, ...over, ...snippet }).quietUs).toBe(2_000_000);
    },
  );

  it('reads the id and the room of a broadcast, and fills the names of rooms', () => {
    const { read, roomsOf } = deliveryOf({
      session,
      delivery: { event: ['deal'], id: 'of.id', room: 'room', rooms: ['${resource}', '${run}-${action}'] },
    });
    const inbound = { kind: 'event', event: 'deal', args: [{ of: { id: 7 }, room: 'east' }] } as const;
    expect(read(inbound)).toEqual({ requestId: 7, room: 'east' });
    expect(read({ ...inbound, event: 'other' })).toBeNull();
    expect(() => read({ ...inbound, args: [{}] })).toThrow('it carries no id at `of.id`');
    const action = {
      id: 0,
      user: 'u0',
      resource: 'r1',
      step: 0,
      intendedAtUs: 0,
      sentAtUs: 0,
      settledAtUs: 1,
    };
    expect(roomsOf({ ...action, outcome: 'accepted' })).toEqual(['r1', 'run1-act']);
  });

  it('says what cannot work, and where', async () => {
    const connected = { members: 'connected' };
    expect(await complaint({ delivery: { ...connected, frame: { a: 1 } } })).toMatch(
      /delivery\.frame.*Socket\.IO carries events/s,
    );
    expect(await complaint({ ...frames, delivery: { ...connected, event: 'x' } })).toMatch(
      /delivery\.event.*WebSocket carries frames/s,
    );
    expect(await complaint({ delivery: connected })).toMatch(/needs exactly one of `event`/);
    expect(await complaint({ delivery: { event: 'x', rooms: ['a'] } })).toMatch(
      /cannot tell who is in a room/,
    );
    expect(await complaint({ delivery: { ...connected, event: 'x', rooms: ['${nobody}'] } })).toMatch(
      /unknown placeholder/,
    );
    const wire = { 'event-ack': { event: 'vote', payload: {} } };
    expect(await complaint({ wire, delivery: { ...connected, event: 'x' } })).toMatch(
      /needs `\$\{id\}` in the payload/,
    );
  });
});
