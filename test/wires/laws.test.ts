import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wires, type WireSettings } from '../../src/wires/index.js';
import type { Wire } from '../../src/wires/wire.js';
import { inbounds, requests, seed } from './arbitraries.js';

/** Every wire, in every shape that decodes differently. A wire without a line here fails the test. */
const everyWire: { readonly [Name in keyof typeof wires]: readonly WireSettings<Name>[] } = {
  'event-ack': [
    { event: 'vote', payload: { resource: '${resource}', id: '${id}' } },
    { event: 'vote:${resource}', args: ['${user}', '${step}'], accepted: [null, 'ok'], value: 'value' },
    { event: 'vote', accepted: {}, rejected: { ok: false }, token: 'id', serverAt: 'retryAfterMs' },
  ],
  'event-reject': [
    { event: 'vote', payload: { resource: '${resource}' } },
    { event: 'vote', payload: ['${id}'], acceptedBy: ['voted'], id: 'id' },
    { event: 'vote', payload: {}, acceptedBy: ['voted'], rejectedBy: ['voted', 'rate_limited'] },
  ],
  'json-id': [
    { payload: { id: '${id}', user: '${user}' } },
    { payload: { m: 'n-${id}' }, id: 'error.id', answers: {}, ignore: { ok: null }, reason: '' },
  ],
  'json-order': [
    { payload: { resource: '${resource}' } },
    { payload: ['${resource}'], answers: [{ id: 1 }, { ok: true }, {}], value: 'id' },
  ],
};

const cases: readonly (readonly [string, Wire])[] = Object.entries(everyWire).flatMap(([name, list]) =>
  list.map((settings, index) => {
    const make = wires[name as keyof typeof wires] as (settings: unknown) => Wire;
    return [`${name} ${index + 1}`, make(settings)] as const;
  }),
);

describe.each(cases)(`laws of a wire (seed ${seed}): %s`, (name, wire) => {
  it('has the name it is listed under', () => {
    expect(name.startsWith(`${wire.name} `)).toBe(true);
  });

  it('writes what its transport carries, the same for the same request', () => {
    const check = fc.property(requests, (request) => {
      const frame = wire.encode(request);
      expect(frame.kind).toBe(wire.speaks === 'events' ? 'event' : 'text');
      expect(wire.encode(request)).toEqual(frame);
      const sent = frame.kind === 'event' ? frame.args : JSON.parse(frame.kind === 'text' ? frame.text : '');
      expect(JSON.parse(JSON.stringify(sent))).toEqual(sent);
    });
    fc.assert(check, { seed });
  });

  it('asks for acknowledgements when it lives on them', () => {
    const check = fc.property(requests, (request) => {
      const frame = wire.encode(request);
      expect(wire.correlation !== 'ack' || (frame.kind === 'event' && frame.ack)).toBe(true);
    });
    fc.assert(check, { seed, numRuns: 5 });
  });

  it('decodes anything without throwing, into an answer that is fit for reports', () => {
    const check = fc.property(inbounds, (inbound) => {
      const decoded = wire.decode(inbound);
      if (decoded === null) return;
      const { answer, id } = decoded;
      expect(['accepted', 'rejected', 'error']).toContain(answer.kind);
      const idFits =
        wire.correlation === 'id'
          ? (id !== undefined && Number.isSafeInteger(id) && id >= 1) || answer.kind === 'error'
          : id === undefined;
      expect(idFits).toBe(true);
      const texts = [
        'reason' in answer ? answer.reason : undefined,
        'value' in answer ? answer.value : undefined,
      ];
      for (const text of texts) {
        expect(text ?? '').not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect((text ?? '').length).toBeLessThanOrEqual(200);
      }
      const numbers = Object.values(answer).filter((value) => typeof value === 'number');
      expect(numbers.every(Number.isFinite)).toBe(true);
    });
    fc.assert(check, { seed, numRuns: 2000 });
  });

  it('decodes the same message the same way', () => {
    const check = fc.property(inbounds, (inbound) => {
      expect(wire.decode(inbound)).toEqual(wire.decode(inbound));
    });
    fc.assert(check, { seed });
  });
});

describe('the list of wires', () => {
  it('has a line for every file of the folder', () => {
    const files = readdirSync(new URL('../../src/wires', import.meta.url))
      .filter((file) => file.endsWith('.ts') && !['wire.ts', 'index.ts'].includes(file))
      .map((file) => file.replace('.ts', ''));
    expect(Object.keys(wires).sort()).toEqual(files.sort());
  });
});
