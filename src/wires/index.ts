import { eventAck } from './event-ack.js';
import { eventReject } from './event-reject.js';
import { jsonId } from './json-id.js';
import { jsonOrder } from './json-order.js';

/** Every wire by the name that scenarios use. Each takes its parsed settings. */
export const wires = {
  'event-ack': eventAck,
  'event-reject': eventReject,
  'json-id': jsonId,
  'json-order': jsonOrder,
} as const;

export type WireName = keyof typeof wires;

/** The settings of a wire by its name. */
export type WireSettings<Name extends WireName = WireName> = Parameters<(typeof wires)[Name]>[0];

export { eventAck, type EventAckSettings } from './event-ack.js';
export { eventReject, type EventRejectSettings } from './event-reject.js';
export { jsonId, type JsonIdSettings } from './json-id.js';
export { jsonOrder, type JsonOrderSettings } from './json-order.js';
export type { Json } from './json/json.js';
export { placeholders, type Placeholder } from './json/template.js';
