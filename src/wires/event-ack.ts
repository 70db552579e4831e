import type { Wire } from './wire.js';
import { answerReaderOf, errorAnswer, type AnswerSettings } from './json/answer.js';
import { readArgs } from './json/frame.js';
import { eventOf, type EventSettings } from './json/event.js';

/** Settings of a wire over an event and its acknowledgement. */
export interface EventAckSettings extends EventSettings, AnswerSettings {}

/**
 * Socket.IO's own way: an event with an acknowledgement. The patterns see the first record among the
 * acknowledgement's arguments, so `callback({ ok: true })` and `callback(null, { ok: true })` read alike;
 * where there is none they see the first argument, and `null` for a bare `callback()`.
 *
 * @throws RangeError for settings that can never work.
 */
export function eventAck(settings: EventAckSettings): Wire {
  const encode = eventOf(settings, 'asks-ack');
  const reader = answerReaderOf(settings);
  return {
    name: 'event-ack',
    correlation: 'ack',
    speaks: 'events',
    encode,
    decode: (inbound) => {
      if (inbound.kind !== 'ack') return null;
      const read = readArgs(inbound.args);
      return { answer: read.ok ? reader.read(read.document) : errorAnswer(read.reason) };
    },
  };
}
