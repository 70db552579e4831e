import { STATUS_CODES } from 'node:http';
import { printable } from '../transport.js';

/** The longest message that is taken: a server that sends more is closed. */
export const messageBytesMax = 16 * 1024 * 1024;

/** What the network's error codes mean, for readers who do not know them by heart. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host not found',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  EMFILE: 'too many open files on this machine',
  EADDRNOTAVAIL: 'no local port left on this machine',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the server wants a client certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'the server refused the client certificate',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: `a message longer than ${messageBytesMax / 1024 / 1024} MiB`,
};

/** Codes of OpenSSL for a certificate that does not convince. */
const certificateCodes =
  /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/;

/** An error of network, TLS or hand-shake in a few words, the code among them. Never empty. */
export function errorReason(error: unknown): string {
  if (typeof error !== 'object' || error === null) return printable(String(error));
  const { message, code, errors } = error as { message?: unknown; code?: unknown; errors?: unknown };
  // Node tries several addresses of a host at once and then says nothing but a code.
  if (Array.isArray(errors) && errors.length > 0) return errorReason(errors[0]);
  const text = typeof message === 'string' ? message : '';
  const status = /Unexpected server response: (\d+)/.exec(text)?.[1];
  if (status !== undefined) return httpReason(Number(status));
  return printable(explained(text, typeof code === 'string' ? code : '')) || 'an error without a message';
}

/** A refusal in HTTP: `HTTP 401 Unauthorized`. */
export function httpReason(status: number): string {
  return `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
}

/** A close code and the server's words: `closed 4001 kicked`. */
export function closeReason(code: number, words: string): string {
  return printable(`closed ${code} ${words}`);
}

/** Nobody answered the hand-shake in time. */
export function timeoutReason(timeoutMs: number): string {
  return `not connected after ${timeoutMs} ms`;
}

/** How an own close reads in the listener. */
export const ownCloseReason = 'closed by the client';

/** How an end without a word, of one's own making, reads in the listener. */
export const ownCutReason = 'cut off by the client';

function explained(text: string, code: string): string {
  const meaning = certificateCodes.test(code) ? 'certificate not trusted' : meanings[code];
  if (meaning === undefined) return text === '' ? code : text;
  return `${meaning} (${text === '' ? code : text})`;
}
