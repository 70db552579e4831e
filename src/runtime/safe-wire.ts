import type { Answer } from '../history/outcome.js';
import type { Inbound, Outbound } from '../transports/transport.js';
import type { Decoded, Wire, WireRequest } from '../wires/wire.js';

/** A wire that a scenario brought along may say anything; longer reasons than this are cut. */
const reasonCharsMax = 200;

/** What leaves instead of a wire's frame, as a scenario's hook wants it. */
type Act = (request: WireRequest, frame: Outbound) => Outbound;

/** A wire or a hook may throw: then the action never leaves, and this text says why. */
export function encodeSafely(wire: Wire, request: WireRequest, act?: Act): Outbound | string {
  let frame: Outbound;
  try {
    frame = wire.encode(request);
  } catch (error) {
    return `the wire could not write the action: ${messageOf(error)}`;
  }
  if (act === undefined) return frame;
  try {
    const acted = act(request, frame);
    return isFrame(acted) ? acted : 'the act hook gave no frame';
  } catch (error) {
    return `the act hook failed: ${messageOf(error)}`;
  }
}

/** Hooks are other people's code. */
function isFrame(frame: Partial<Outbound> | null | undefined): boolean {
  return ['text', 'bytes', 'event'].includes(frame?.kind ?? '');
}

/**
 * What a wire reads in a message, checked, because scenarios bring wires of their own. One that throws
 * may have been shown an answer, so it counts as one that says nothing about the limiter.
 */
export function decodeSafely(wire: Wire, inbound: Inbound): Decoded | null {
  try {
    const decoded: Decoded | null | undefined = wire.decode(inbound);
    if (decoded === null || decoded === undefined) return null;
    const answer = checked(decoded.answer);
    return decoded.id === undefined ? { answer } : { id: decoded.id, answer };
  } catch (error) {
    return { answer: errorOf(`the wire could not read a message: ${messageOf(error)}`) };
  }
}

/** What an error says of itself, in one short text. */
export function messageOf(error: unknown): string {
  return cut(wordsOf(error));
}

/** What an error says of itself, whole; anybody may throw anything. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function checked(answer: Answer): Answer {
  if (!isAnswer(answer)) return errorOf('the wire gave an answer that is none');
  if (answer.kind === 'accepted' || (answer.reason?.length ?? 0) <= reasonCharsMax) return answer;
  return { ...answer, reason: cut(answer.reason ?? '') };
}

function isAnswer(answer: Answer): boolean {
  switch (answer.kind) {
    case 'accepted':
      return isText(answer.value) && isNumber(answer.token) && isNumber(answer.serverAtUs);
    case 'rejected':
      return isText(answer.reason) && isNumber(answer.retryAfterMs) && isNumber(answer.serverAtUs);
    case 'error':
      return typeof answer.reason === 'string';
    default:
      return false;
  }
}

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isNumber = (value: unknown): boolean => value === undefined || Number.isFinite(value);

function errorOf(reason: string): Answer {
  return { kind: 'error', reason };
}

/** Joined anew, because a slice of a long string keeps the whole string alive. */
function cut(text: string): string {
  if (text.length <= reasonCharsMax) return text;
  return `${text
    .slice(0, reasonCharsMax - 1)
    .split('')
    .join('')}…`;
}
