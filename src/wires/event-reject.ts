import type { Answer } from '../history/outcome.js';
import { answerReaderOf, errorAnswer, type AnswerReader, type AnswerSettings } from './json/answer.js';
import { eventOf, type EventSettings } from './json/event.js';
import { readArgs } from './json/frame.js';
import { requestIdOf } from './json/id.js';
import { pathOf } from './json/path.js';
import { uses } from './json/template.js';
import type { Decoded, Wire } from './wire.js';

/** Settings of a wire where events answer. */
export interface EventRejectSettings extends EventSettings, AnswerSettings {
  /** Events that say no. Default `rate_limited`. */
  readonly rejectedBy?: readonly string[] | undefined;
  /**
   * Events that say yes. Default none: then a yes is the acknowledgement. With them no acknowledgement
   * is asked for. An event that stands in both lists is read by the patterns.
   */
  readonly acceptedBy?: readonly string[] | undefined;
  /**
   * Where answering events repeat `${id}`. Without it answers go by order: one action in flight per
   * connection, and the events named must come to the user who acted, never to a room.
   */
  readonly id?: string | undefined;
}

/**
 * For servers that answer by events, e.g. acknowledge what they accept and emit `rate_limited` otherwise.
 * An acknowledgement is read by the patterns, and a bare `callback()` is a yes.
 *
 * @throws RangeError for settings that can never work.
 */
export function eventReject(settings: EventRejectSettings): Wire {
  const rejectedBy = settings.rejectedBy ?? ['rate_limited'];
  const acceptedBy = settings.acceptedBy ?? [];
  const asksAck = acceptedBy.length === 0;
  checkIds(settings, asksAck);
  const reader = answerReaderOf({ ...settings, accepted: settings.accepted ?? [{ ok: true }, null] });
  const read = answersOf(reader, acceptedBy, rejectedBy);
  const idAt = settings.id === undefined ? null : pathOf(settings.id);
  return {
    name: 'event-reject',
    correlation: idAt === null ? 'order' : 'id',
    speaks: 'events',
    encode: eventOf(settings, asksAck ? 'asks-ack' : 'no-ack'),
    decode: (inbound): Decoded | null => {
      if (inbound.kind !== 'event' && !(inbound.kind === 'ack' && asksAck)) return null;
      const answer = inbound.kind === 'ack' ? reader.read : read.get(inbound.event);
      if (answer === undefined) return null;
      const found = readArgs(inbound.args);
      if (!found.ok) return { answer: errorAnswer(found.reason) };
      if (idAt === null) return { answer: answer(found.document) };
      const id = requestIdOf(idAt(found.document));
      return id === undefined ? null : { id, answer: answer(found.document) };
    },
  };
}

/** Which event is read how. */
function answersOf(
  reader: AnswerReader,
  acceptedBy: readonly string[],
  rejectedBy: readonly string[],
): ReadonlyMap<string, (document: unknown) => Answer> {
  const read = new Map<string, (document: unknown) => Answer>();
  for (const event of acceptedBy) read.set(event, reader.accepted);
  for (const event of rejectedBy) read.set(event, read.has(event) ? reader.read : reader.rejected);
  return read;
}

function checkIds(settings: EventRejectSettings, asksAck: boolean): void {
  if (settings.id === undefined) return;
  if (asksAck) {
    throw new RangeError('answers by id need acceptedBy: an acknowledgement carries no id of the action');
  }
  if (!uses(settings.args ?? settings.payload ?? null, 'id')) {
    throw new RangeError('answers by id need "${id}" somewhere in the payload');
  }
}
