import type { Answer } from './history/outcome.js';
import type { Inbound, Transport } from './transports/transport.js';
import type { Decoded, Wire } from './wires/wire.js';

/** The same wire; what a server says never carries a secret into the history, whoever told the server. */
export function redactedWire(wire: Wire, clean: (text: string) => string): Wire {
  return {
    ...wire,
    encode: (request) => wire.encode(request),
    decode(inbound: Inbound): Decoded | null {
      const decoded = wire.decode(inbound);
      return decoded === null ? null : { ...decoded, answer: cleanAnswer(decoded.answer, clean) };
    },
  };
}

/** The same transport; the reasons it gives carry no secret. */
export function redactedTransport(transport: Transport, clean: (text: string) => string): Transport {
  return {
    name: transport.name,
    close: () => transport.close(),
    connect: (request, listener) =>
      transport.connect(request, {
        opened: () => listener.opened(),
        failed: (reason) => listener.failed(clean(reason)),
        closed: (reason) => listener.closed(clean(reason)),
        message: (inbound) => listener.message(inbound),
      }),
  };
}

function cleanAnswer(answer: Answer, clean: (text: string) => string): Answer {
  if (answer.kind === 'accepted') {
    return answer.value === undefined ? answer : { ...answer, value: clean(answer.value) };
  }
  return answer.reason === undefined ? answer : { ...answer, reason: clean(answer.reason) };
}
