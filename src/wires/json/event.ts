import type { Outbound } from '../../transports/transport.js';
import type { Json } from './json.js';
import { fillOf, textFillOf, type Fill } from './template.js';

/** What is emitted: an event and its payload, or all its arguments. */
export interface EventSettings {
  /** The event's name; may hold placeholders. */
  readonly event: string;
  /** A JSON template: the event's only argument. */
  readonly payload?: Json | undefined;
  /** JSON templates: the event's arguments, instead of `payload`. */
  readonly args?: readonly Json[] | undefined;
}

/** Names that Socket.IO keeps for itself: emitting one throws. */
const reservedEvents: readonly string[] = [
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
];

/**
 * Compiles an event and its arguments.
 *
 * @throws RangeError for a reserved name, and for payload and args at once.
 */
export function eventOf(settings: EventSettings, acknowledgement: 'asks-ack' | 'no-ack'): Fill<Outbound> {
  const { event, payload, args } = settings;
  if (event === '' || reservedEvents.includes(event)) {
    throw new RangeError(`"${event}" cannot be the name of an event`);
  }
  if (payload !== undefined && args !== undefined) {
    throw new RangeError('an event has a payload or args, not both');
  }
  const nameOf = textFillOf(event);
  const fills = (args ?? (payload === undefined ? [] : [payload])).map(fillOf);
  const ack = acknowledgement === 'asks-ack';
  const [only] = fills;
  if (fills.length === 1 && only !== undefined) {
    return (request) => ({ kind: 'event', event: nameOf(request), args: [only(request)], ack });
  }
  return (request) => ({
    kind: 'event',
    event: nameOf(request),
    args: fills.map((fill) => fill(request)),
    ack,
  });
}
