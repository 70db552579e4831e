import type { Cookies } from '../transports/transport.js';

export interface FetchSettings {
  /** What a path is relative to. */
  readonly target: string;
  readonly cookies: Cookies;
  /** Gives up whatever is under way. */
  readonly signal: AbortSignal;
  /** To be told of every header that is sent. */
  readonly learn: (name: string, value: string) => void;
}

/** Browsers stop here too. */
const redirectsMost = 20;

/**
 * HTTP with a user's cookies. Redirects are followed by hand, because each step may set cookies and the
 * platform's own following forgets them; what it does to method, body and credentials is the standard's way.
 *
 * @throws TypeError as `fetch` does; DOMException when it was given up.
 */
export async function fetchWith(
  settings: FetchSettings,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  let url = new URL(path, httpOf(settings.target));
  let request: RequestInit = { ...init, headers: new Headers(init.headers) };
  for (let hops = 0; ; hops++) {
    const response = await once(settings, url, request);
    const to = placeOf(response, url);
    if (to === null || init.redirect === 'manual') return response;
    await response.body?.cancel();
    if (init.redirect === 'error')
      throw new TypeError(`${url.origin} redirects, and nothing else was asked for`);
    if (hops === redirectsMost) throw new TypeError(`more than ${redirectsMost} redirects`);
    request = redirected(request, response.status, to.origin !== url.origin);
    url = to;
  }
}

async function once(settings: FetchSettings, url: URL, request: RequestInit): Promise<Response> {
  const { cookies, learn, signal } = settings;
  const headers = new Headers(request.headers);
  headers.forEach((value, name) => learn(name, value));
  const kept = cookies.headerFor(url.href);
  const own = headers.get('cookie');
  if (kept !== '') headers.set('cookie', own === null ? kept : `${own}; ${kept}`);
  const theirs = request.signal ?? null;
  const response = await fetch(url, {
    ...request,
    headers,
    redirect: 'manual',
    signal: theirs === null ? signal : AbortSignal.any([signal, theirs]),
  });
  cookies.keep(url.href, response.headers.getSetCookie());
  return response;
}

function placeOf({ status, headers }: Response, from: URL): URL | null {
  const location = headers.get('location');
  return [301, 302, 303, 307, 308].includes(status) && location !== null ? new URL(location, from) : null;
}

/** What is asked for behind a redirect. */
function redirected(request: RequestInit, status: number, isElsewhere: boolean): RequestInit {
  const headers = new Headers(request.headers);
  const method = (request.method ?? 'GET').toUpperCase();
  if (isElsewhere)
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) headers.delete(name);
  const asksAnew = status === 303 ? !['GET', 'HEAD'].includes(method) : status <= 302 && method === 'POST';
  if (!asksAnew) return { ...request, headers };
  for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  const { body: _, ...rest } = request;
  return { ...rest, headers, method: 'GET' };
}

function httpOf(url: string): string {
  return url.replace(/^ws(s?):/i, 'http$1:');
}
