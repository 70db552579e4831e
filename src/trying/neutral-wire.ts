import type { Asked, Handed } from '../teeth/casting.js';
import { eventAck } from '../wires/event-ack.js';
import type { Wire } from '../wires/wire.js';

/**
 * The wire that reference servers speak of themselves, for scenarios whose own wire is for another server:
 * what is acted on is turned into what the reference server counts on, and nothing of it reaches the
 * judge, who knows actions by the names of the scenario.
 */
export function neutralWire(handed: (action: Asked) => Handed, hasTokens: boolean): Wire {
  const plain = eventAck({
    event: 'act',
    payload: {},
    accepted: { ok: true },
    rejected: { ok: false },
    ...(hasTokens && { token: 'token' }),
  });
  return {
    ...plain,
    encode(request) {
      const { user, resource, action } = handed(request);
      return { kind: 'event', event: 'act', args: [{ user, resource, type: action }], ack: true };
    },
  };
}
