import type { BehaviourAnswer } from '../../behaviours/behaviour.js';
import {
  answerEvent,
  answerText,
  requestOf,
  requestOfText,
  type ServerRequest,
} from '../../behaviours/request.js';
import type { Inbound, Outbound } from '../transport.js';

/** What a frame asks the server for, by its own text. */
export function readFrame(frame: Outbound): ServerRequest {
  switch (frame.kind) {
    case 'event':
      return requestOf(frame.args[0], frame.event);
    case 'text':
      return requestOfText(frame.text);
    case 'bytes':
      return requestOfText(new TextDecoder().decode(frame.bytes));
  }
}

/** The server's answer as the message that the frame's protocol has for it. */
export function replyTo(
  frame: Outbound,
  sendId: number,
  request: ServerRequest,
  answer: BehaviourAnswer,
): Inbound {
  if (frame.kind !== 'event') return { kind: 'text', text: answerText(request, answer) };
  if (frame.ack) return { kind: 'ack', sendId, args: [answer] };
  const { event, payload } = answerEvent(request, answer);
  return { kind: 'event', event, args: [payload] };
}

/** The payload only, without a protocol's own framing. */
export function bytesOf(frame: Outbound | Inbound): number {
  switch (frame.kind) {
    case 'text':
      return frame.text.length;
    case 'bytes':
      return frame.bytes.length;
    case 'event':
    case 'ack':
      return charactersOf(frame.args);
  }
}

/** About how long a value is as JSON: escapes are not counted, because writing it out would cost more than the rest. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value === 'number') return value < 10 && value >= 0 ? 1 : String(value).length;
  if (typeof value !== 'object' || value === null) return 4;
  let characters = 1;
  if (Array.isArray(value)) for (const entry of value) characters += charactersOf(entry) + 1;
  else for (const key in value) characters += key.length + 4 + charactersOf(Reflect.get(value, key));
  return characters + (characters === 1 ? 1 : 0);
}
