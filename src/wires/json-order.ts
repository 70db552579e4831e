import { answerReaderOf, errorAnswer, type AnswerSettings } from './json/answer.js';
import { readFrame } from './json/frame.js';
import { frameOf, isAnswerOf, type FrameSettings } from './json/frames.js';
import type { Wire } from './wire.js';

/** Settings of a wire of JSON frames without ids. */
export interface JsonOrderSettings extends FrameSettings, AnswerSettings {}

/**
 * JSON frames over plain WebSocket, answered in order: one action in flight per connection. Every frame is
 * an answer unless `answers` or `ignore` say otherwise. With `answers`, a frame that is no JSON is none:
 * taking noise for an answer would hand the real one to the next action.
 *
 * @throws RangeError for settings that can never work.
 */
export function jsonOrder(settings: JsonOrderSettings): Wire {
  const isAnswer = isAnswerOf(settings);
  const reader = answerReaderOf(settings);
  const unreadableAnswers = settings.answers === undefined;
  return {
    name: 'json-order',
    correlation: 'order',
    speaks: 'frames',
    ...(settings.answers !== undefined && { isSelective: true as const }),
    encode: frameOf(settings),
    decode: (inbound) => {
      const read = readFrame(inbound);
      if (read === null) return null;
      if (!read.ok) return unreadableAnswers ? { answer: errorAnswer(read.reason) } : null;
      return isAnswer(read.document) ? { answer: reader.read(read.document) } : null;
    },
  };
}
