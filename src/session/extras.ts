import type { ConnectRequest } from '../transports/transport.js';
import type { SecretPlace } from './contract.js';
import type { ConnectExtras } from './hooks.js';

type Learn = (place: SecretPlace, name: string, value: string) => void;

/** With what a hook wants to connect, over what the scenario says. Names of headers are the same in any case of letters. */
export function withExtras(base: ConnectRequest, extras: ConnectExtras, learn: Learn): ConnectRequest {
  const { url = base.url, headers = {}, query = {}, auth = {} } = extras;
  for (const [name, value] of Object.entries(headers)) learn('header', name, value);
  for (const [name, value] of Object.entries(query)) learn('query', name, value);
  learnDeep(auth, '', learn);
  return {
    ...base,
    url,
    headers: { ...without(base.headers, Object.keys(headers)), ...headers },
    query: { ...base.query, ...query },
    auth: { ...base.auth, ...auth },
  };
}

function without(
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  const lower = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !lower.has(name.toLowerCase())));
}

function learnDeep(value: unknown, name: string, learn: Learn): void {
  if (typeof value === 'string') learn('auth', name, value);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      learnDeep(inner, Array.isArray(value) ? name : key, learn);
}
