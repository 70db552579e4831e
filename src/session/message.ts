import type { Inbound } from '../transports/transport.js';
import type { SessionMessage } from './hooks.js';

/** A message as hooks see it. Its JSON is read when somebody looks, and only once. */
export class Message implements SessionMessage {
  readonly event: string;
  readonly inbound: Inbound;
  #data: { readonly value: unknown } | null = null;

  constructor(inbound: Inbound) {
    this.inbound = inbound;
    this.event = inbound.kind === 'event' ? inbound.event : 'message';
  }

  get data(): unknown {
    this.#data ??= { value: dataOf(this.inbound) };
    return this.#data.value;
  }
}

function dataOf(inbound: Inbound): unknown {
  switch (inbound.kind) {
    case 'event':
    case 'ack':
      return inbound.args[0];
    case 'bytes':
      return inbound.bytes;
    case 'text':
      return jsonOf(inbound.text);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
