import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Cookies } from '../transport.js';

/**
 * Gives a request the user's cookies as they are now, and keeps those of its answer, whatever the answer is. A
 * `cookie` header of the scenario's own stays behind them: of two with one name servers take the first.
 */
export function attachCookies(request: ClientRequest, cookies: Cookies): void {
  const url = `${request.protocol}//${String(request.getHeader('host'))}${request.path}`;
  const parts = [cookies.headerFor(url), ownCookiesOf(request)].filter((part) => part !== '');
  if (parts.length > 0) request.setHeader('cookie', parts.join('; '));
  const keep = (response: IncomingMessage): void => {
    const { 'set-cookie': setCookies } = response.headers;
    if (setCookies !== undefined) cookies.keep(url, setCookies);
  };
  request.prependListener('response', keep);
  // Without a listener Node closes what changes its protocol unasked.
  if (request.getHeader('upgrade') !== undefined) request.prependListener('upgrade', keep);
}

/** An agent through which nothing goes without the user's cookies: engine.io makes its requests by itself. */
export function withCookies(agent: Agent, cookies: Cookies): void {
  const asking = agent as unknown as AskingAgent;
  const add = asking.addRequest.bind(asking);
  asking.addRequest = (request, options) => {
    attachCookies(request, cookies);
    add(request, options);
  };
}

/** What every agent of Node has, and its types leave out. */
interface AskingAgent {
  addRequest(request: ClientRequest, options: unknown): void;
}

function ownCookiesOf(request: ClientRequest): string {
  const own = request.getHeader('cookie');
  if (own === undefined) return '';
  return Array.isArray(own) ? own.join('; ') : String(own);
}
