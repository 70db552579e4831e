/** A packet of engine.io or of Socket.IO, as the client's `packet` events hand it over before reading it. */
interface Packet {
  type: unknown;
  data?: unknown;
}

const connectError = 4;

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

/** The same for a Socket.IO refusal without its reason. */
export function guardRefusal(packet: Packet): void {
  if (packet.type === connectError) packet.data ??= { message: 'refused without a reason' };
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
