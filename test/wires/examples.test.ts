import { describe, expect, it } from 'vitest';
import { eventAck, eventReject, jsonId, jsonOrder } from '../../src/wires/index.js';
import type { Inbound } from '../../src/transports/transport.js';

const request = { id: 7, user: 'u2', resource: 'r3', step: 5, action: 'act', phase: 'rotation' };
const text = (document: unknown): Inbound => ({ kind: 'text', text: JSON.stringify(document) });
const ack = (...args: unknown[]): Inbound => ({ kind: 'ack', sendId: 3, args });
const event = (name: string, ...args: unknown[]): Inbound => ({ kind: 'event', event: name, args });

describe('event-ack', () => {
  const wire = eventAck({ event: 'vote', payload: { poll: '${resource}', by: '${user}', n: '${step}' } });

  it('emits the event with an acknowledgement', () => {
    expect(wire.encode(request)).toEqual({
      kind: 'event',
      event: 'vote',
      args: [{ poll: 'r3', by: 'u2', n: 5 }],
      ack: true,
    });
  });

  it('reads the first record of the acknowledgement, wherever it stands', () => {
    expect(wire.decode(ack({ ok: true }))).toEqual({ answer: { kind: 'accepted' } });
    expect(wire.decode(ack(null, { ok: true }))).toEqual({ answer: { kind: 'accepted' } });
    expect(wire.decode(ack(new Uint8Array(2), 'x', { ok: false, error: 'cooldown' }))).toEqual({
      answer: { kind: 'rejected', reason: 'cooldown' },
    });
    expect(wire.decode(ack())).toMatchObject({ answer: { kind: 'error' } });
    expect(wire.decode(event('news', { ok: true }))).toBeNull();
    expect(wire.decode(text({ ok: true }))).toBeNull();
  });

  it('reads plain words where the patterns are plain words', () => {
    const words = eventAck({ event: 'vote', accepted: 'ok', rejected: ['cooldown', 'wait'], reason: '' });
    expect(words.decode(ack('ok'))).toEqual({ answer: { kind: 'accepted' } });
    expect(words.decode(ack('wait'))).toEqual({ answer: { kind: 'rejected', reason: 'wait' } });
    expect(words.encode(request)).toMatchObject({ args: [] });
  });

  it('takes a reply of 10 MB for an error and keeps nothing of it', () => {
    const huge = 'x'.repeat(10_000_000);
    for (const reply of [ack(huge), ack({ ok: true, huge }), ack({ ok: true }, new Uint8Array(10_000_000))]) {
      expect(wire.decode(reply)).toEqual({
        answer: { kind: 'error', reason: expect.stringMatching(/^too long for an answer: 10\.0 million/) },
      });
    }
  });

  it('refuses settings that can never work', () => {
    expect(() => eventAck({ event: 'disconnect' })).toThrow(RangeError);
    expect(() => eventAck({ event: '' })).toThrow(RangeError);
    expect(() => eventAck({ event: 'vote', payload: 1, args: [] })).toThrow('not both');
  });
});

describe('event-reject', () => {
  it('takes an acknowledgement for a yes and the event for a no, in order', () => {
    const wire = eventReject({ event: 'vote', payload: { poll: '${resource}' } });
    expect(wire.correlation).toBe('order');
    expect(wire.encode(request)).toMatchObject({ ack: true });
    expect(wire.decode(ack())).toEqual({ answer: { kind: 'accepted' } });
    expect(wire.decode(ack({ ok: true }))).toEqual({ answer: { kind: 'accepted' } });
    expect(wire.decode(ack({ boom: 1 }))).toMatchObject({ answer: { kind: 'error' } });
    expect(wire.decode(event('rate_limited', { error: 'cooldown', retryAfterMs: 5 }))).toEqual({
      answer: { kind: 'rejected', reason: 'cooldown', retryAfterMs: 5 },
    });
    expect(wire.decode(event('rate_limited'))).toEqual({ answer: { kind: 'rejected' } });
    expect(wire.decode(event('tally', { ok: true }))).toBeNull();
  });

  it('finds the action by id where the events carry it, and asks for no acknowledgement', () => {
    const wire = eventReject({
      event: 'vote',
      payload: { id: '${id}' },
      acceptedBy: ['voted'],
      rejectedBy: ['rate_limited', 'closed'],
      id: 'request.id',
    });
    expect(wire.correlation).toBe('id');
    expect(wire.encode(request)).toMatchObject({ args: [{ id: 7 }], ack: false });
    expect(wire.decode(event('voted', { request: { id: 7 } }))).toEqual({
      id: 7,
      answer: { kind: 'accepted' },
    });
    expect(wire.decode(event('closed', { request: { id: '7' }, error: 'late' }))).toEqual({
      id: 7,
      answer: { kind: 'rejected', reason: 'late' },
    });
    expect(wire.decode(event('voted', { request: {} }))).toBeNull();
    expect(wire.decode(ack({ ok: true, request: { id: 7 } }))).toBeNull();
  });

  it('reads an event of both lists by the patterns', () => {
    const wire = eventReject({ event: 'v', acceptedBy: ['result'], rejectedBy: ['result'] });
    expect(wire.decode(event('result', { ok: true }))).toEqual({ answer: { kind: 'accepted' } });
    expect(wire.decode(event('result', { ok: false }))).toEqual({ answer: { kind: 'rejected' } });
    expect(wire.decode(event('result', { ok: 1 }))).toMatchObject({ answer: { kind: 'error' } });
  });

  it('refuses ids that cannot come back', () => {
    expect(() => eventReject({ event: 'v', payload: { id: '${id}' }, id: 'id' })).toThrow('acceptedBy');
    expect(() => eventReject({ event: 'v', acceptedBy: ['y'], id: 'id' })).toThrow('"${id}"');
  });
});

describe('json-id', () => {
  const wire = jsonId({
    payload: { type: 'vote', id: '${id}', poll: '${resource}' },
    ignore: { type: 'echo' },
  });

  it('writes the id and finds it in the answer, as a number or as digits', () => {
    expect(wire.encode(request)).toEqual({ kind: 'text', text: '{"type":"vote","id":7,"poll":"r3"}' });
    expect(wire.decode(text({ id: 7, ok: true }))).toEqual({ id: 7, answer: { kind: 'accepted' } });
    expect(wire.decode(text({ id: '7', ok: false }))).toEqual({ id: 7, answer: { kind: 'rejected' } });
    expect(wire.decode(text({ id: 99, ok: true }))).toEqual({ id: 99, answer: { kind: 'accepted' } });
  });

  it('lets frames without an id, and ignored ones, pass', () => {
    for (const document of [
      { type: 'tally' },
      { id: 0 },
      { id: 1.5 },
      { id: 'x' },
      { id: 7, type: 'echo' },
      3,
    ]) {
      expect(wire.decode(text(document))).toBeNull();
    }
  });

  it('reads typed answers by patterns', () => {
    const typed = jsonId({
      payload: { id: '${id}' },
      accepted: { type: 'voted' },
      rejected: { type: 'rate_limited' },
      reason: 'type',
    });
    expect(typed.decode(text({ type: 'rate_limited', id: 7 }))).toEqual({
      id: 7,
      answer: { kind: 'rejected', reason: 'rate_limited' },
    });
  });

  it('takes what is no JSON, or far too long, for an error of nobody', () => {
    expect(wire.decode({ kind: 'text', text: '<html>\u0007' })).toEqual({
      answer: { kind: 'error', reason: 'not JSON: "<html> "' },
    });
    const long = wire.decode({ kind: 'text', text: JSON.stringify({ id: 7, ok: true, x: 'x'.repeat(1e7) }) });
    expect(long).toMatchObject({ answer: { kind: 'error' } });
    expect(long?.id).toBeUndefined();
    const bytes = new TextEncoder().encode('{"id":7,"ok":true}');
    expect(wire.decode({ kind: 'bytes', bytes })).toEqual({ id: 7, answer: { kind: 'accepted' } });
  });

  it('refuses a payload without the id', () => {
    expect(() => jsonId({ payload: { poll: '${resource}' } })).toThrow('"${id}"');
  });
});

describe('json-order', () => {
  it('takes every frame for an answer', () => {
    const wire = jsonOrder({ payload: { poll: '${resource}' } });
    expect(wire.decode(text({ ok: true }))).toEqual({ answer: { kind: 'accepted' } });
    expect(wire.decode(text({ welcome: 1 }))).toMatchObject({ answer: { kind: 'error' } });
    expect(wire.decode({ kind: 'text', text: 'oops' })).toMatchObject({ answer: { kind: 'error' } });
    expect(wire.decode(ack({ ok: true }))).toBeNull();
  });

  it('leaves out what is ignored or not asked for', () => {
    const ignoring = jsonOrder({ payload: {}, ignore: [{ type: 'tally' }, { type: 'welcome' }] });
    expect(ignoring.decode(text({ type: 'tally', ok: true }))).toBeNull();
    expect(ignoring.decode({ kind: 'text', text: 'oops' })).toMatchObject({ answer: { kind: 'error' } });
    const asking = jsonOrder({ payload: {}, answers: { type: 'result' } });
    expect(asking.decode(text({ type: 'result', ok: false, error: 'wait' }))).toEqual({
      answer: { kind: 'rejected', reason: 'wait' },
    });
    expect(asking.decode(text({ type: 'tally', ok: true }))).toBeNull();
    expect(asking.decode({ kind: 'text', text: 'oops' })).toBeNull();
  });
});
