import type { Outbound } from '../../transports/transport.js';
import type { Json } from './json.js';
import { matcherOf, type Matcher, type Patterns } from './pattern.js';
import { fillOf, type Fill } from './template.js';

/** What is sent over plain WebSocket, and which of the frames that arrive are answers. */
export interface FrameSettings {
  /** A JSON template: the whole frame. */
  readonly payload: Json;
  /** Only documents like these are answers. Default: all. */
  readonly answers?: Patterns | undefined;
  /** Documents like these are no answers: welcomes, broadcasts, heartbeats. Default: none. */
  readonly ignore?: Patterns | undefined;
}

/** Compiles a frame. */
export function frameOf(settings: FrameSettings): Fill<Outbound> {
  const fill = fillOf(settings.payload);
  return (request) => ({ kind: 'text', text: JSON.stringify(fill(request)) });
}

/** Whether a document is an answer, by `answers` and `ignore`. */
export function isAnswerOf(settings: FrameSettings): Matcher {
  const { answers, ignore } = settings;
  const isAsked = answers === undefined ? () => true : matcherOf(answers);
  const isNoise = ignore === undefined ? () => false : matcherOf(ignore);
  return (document) => isAsked(document) && !isNoise(document);
}
