import { printable } from '../transport.js';
import { closeReason, errorReason, httpReason } from './reasons.js';

/** What engine.io wraps around the error of WebSocket (an event) or polling (a status and a request). */
interface Wrapped {
  readonly message?: unknown;
  readonly description?: unknown;
  readonly context?: unknown;
  readonly data?: unknown;
}

const unreadable = 'a packet that cannot be read';

/** Why a Socket.IO connection did not open: the server's words (`Invalid namespace`), HTTP, TLS or network. */
export function connectErrorReason(error: unknown): string {
  if (typeof error !== 'object' || error === null) return errorReason(error);
  const { message, description, context } = error as Wrapped;
  if (typeof description === 'number' && description > 0) return withBody(httpReason(description), context);
  if (typeof description === 'object' && description !== null) return errorReason(innerErrorOf(description));
  if (typeof context === 'object' && context !== null && 'statusText' in context) {
    return errorReason(context.statusText);
  }
  if (message === 'Invalid namespace') return 'invalid namespace';
  // Engine.io's own word for a packet of no known type.
  return message === 'server error' ? unreadable : errorReason(error);
}

const bodyCharsMost = 120;

/** What the server said beside its status: of engine.io why, such as `Session ID unknown` behind a wrong balancer. */
function withBody(reason: string, context: unknown): string {
  const isRequest = typeof context === 'object' && context !== null && 'responseText' in context;
  const body = isRequest && typeof context.responseText === 'string' ? context.responseText : '';
  const said = /"message"\s*:\s*"([^"]*)"/u.exec(body)?.[1] ?? body;
  const text = said.trim().slice(0, bodyCharsMost);
  // A page is for browsers.
  return text === '' || text.startsWith('<') ? reason : printable(`${reason}: ${text}`);
}

/** Why an open Socket.IO connection ended. `details` are engine.io's, of several shapes. */
export function disconnectReason(reason: string, details: unknown): string {
  switch (reason) {
    case 'io server disconnect':
      return 'disconnected by the server';
    case 'ping timeout':
      return 'no heartbeat from the server in time';
    case 'parse error':
      return printable(`${unreadable} (${errorReason(details)})`);
    case 'transport error':
      return connectErrorReason(details);
    default:
      return closeDetails(details) ?? printable(reason);
  }
}

function innerErrorOf(event: object): unknown {
  return 'error' in event && event.error instanceof Error ? event.error : event;
}

/** The close code of WebSocket, where there is one. */
function closeDetails(details: unknown): string | null {
  if (typeof details !== 'object' || details === null) return null;
  const { context, description } = details as Wrapped;
  if (typeof context === 'object' && context !== null && 'code' in context) {
    const words = 'reason' in context && typeof context.reason === 'string' ? context.reason : '';
    return closeReason(Number(context.code), words);
  }
  return typeof description === 'string' ? printable(description) : null;
}
