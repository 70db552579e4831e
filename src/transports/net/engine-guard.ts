/** A packet of engine.io or of Socket.IO, as the client's `packet` events hand it over before reading it. */
interface Packet {
  type: unknown;
  data?: unknown;
}

/**
 * Takes the sting out of an opening packet that engine.io-client would throw on, outside of any callback
 * of ours: the process would die of a server's mistake. Says whether the packet was fit.
 */
export function guardOpening(packet: Packet): boolean {
  if (packet.type !== 'open') return true;
  if (isHandshake(packet.data)) return true;
  packet.type = 'noop';
  return false;
}

const eventType = 2;
const connectErrorType = 4;

/** The same for Socket.IO packets without the data that their type has: a refusal, an event. */
export function guardPacket(packet: Packet & { nsp: string }): void {
  if (packet.data !== undefined) return;
  if (packet.type === connectErrorType) packet.data = { message: 'refused without a reason' };
  // No namespace is called so: nobody reads the packet.
  if (packet.type === eventType) packet.nsp = '';
}

function isHandshake(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  try {
    const { sid, upgrades, pingInterval, pingTimeout } = JSON.parse(data) as Record<string, unknown>;
    const numbers = [pingInterval, pingTimeout];
    return typeof sid === 'string' && Array.isArray(upgrades) && numbers.every(Number.isFinite);
  } catch {
    return false;
  }
}
