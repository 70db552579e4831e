import { answerReaderOf, errorAnswer, type AnswerSettings } from './json/answer.js';
import { readFrame } from './json/frame.js';
import { frameOf, isAnswerOf, type FrameSettings } from './json/frames.js';
import { requestIdOf } from './json/id.js';
import { pathOf } from './json/path.js';
import { uses } from './json/template.js';
import type { Wire } from './wire.js';

/** Settings of a wire of JSON frames that repeat the request's id. */
export interface JsonIdSettings extends FrameSettings, AnswerSettings {
  /** Where the answer repeats `${id}`. Default `id`. */
  readonly id?: string | undefined;
}

/**
 * JSON frames over plain WebSocket, many in flight: the request holds `${id}` and the answer repeats it.
 * Frames without such an id answer nothing. A frame that is no JSON may have been anybody's answer: it is
 * an error without an id.
 *
 * @throws RangeError for settings that can never work.
 */
export function jsonId(settings: JsonIdSettings): Wire {
  if (!uses(settings.payload, 'id')) {
    throw new RangeError('answers by id need "${id}" somewhere in the payload');
  }
  const repeatsIdAt = settings.id ?? 'id';
  const idAt = pathOf(repeatsIdAt);
  const isAnswer = isAnswerOf(settings);
  const reader = answerReaderOf(settings);
  return {
    name: 'json-id',
    correlation: 'id',
    speaks: 'frames',
    repeatsIdAt,
    encode: frameOf(settings),
    decode: (inbound) => {
      const read = readFrame(inbound);
      if (read === null) return null;
      if (!read.ok) return { answer: errorAnswer(read.reason) };
      const id = requestIdOf(idAt(read.document));
      if (id === undefined || !isAnswer(read.document)) return null;
      return { id, answer: reader.read(read.document) };
    },
  };
}
