import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ConnectRequest } from '../transport.js';

/** Where to and with what, checked. */
export interface Address {
  /** Without user, password and fragment; with the whole query. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

const schemes: readonly string[] = ['http:', 'https:', 'ws:', 'wss:'];

/**
 * The address of a request. A path other than `/` replaces the URL's. User and password in the URL become
 * basic authorization. Checked here because the client libraries partly swallow such errors.
 *
 * @throws Error with a readable message that repeats neither query nor header values (they hold secrets).
 */
export function addressOf(request: ConnectRequest, path: string): Address {
  const url = URL.canParse(request.url) ? new URL(request.url) : null;
  if (url === null) throw new Error('the target is not a URL');
  if (!schemes.includes(url.protocol)) {
    throw new Error(`the target's scheme is ${url.protocol}, not http, https, ws or wss`);
  }
  const headers = { ...authorizationOf(url), ...request.headers };
  checkHeaders(headers);
  url.username = '';
  url.password = '';
  url.hash = '';
  if (path !== '' && path !== '/') url.pathname = path;
  for (const [name, value] of Object.entries(request.query)) url.searchParams.set(name, value);
  return { url, headers };
}

function authorizationOf(url: URL): Readonly<Record<string, string>> {
  if (url.username === '' && url.password === '') return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw new Error(`the header "${name}" cannot be sent: characters that headers may not hold`);
    }
  }
}
