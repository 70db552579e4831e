/** Environment variables, handed in: transports never read the process's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a target, or `null`. The rules are those of the package
 * `proxy-from-env` (which reads the process's environment, hence this copy): `https_proxy` and `http_proxy`
 * by the target's scheme, then `all_proxy`, small letters first; `no_proxy` lists hosts, `*.suffixes` and
 * `host:port`, or is `*`. WebSocket targets count as http and https. Without `no_proxy` even loopback goes
 * through the proxy: hand in an empty environment for servers of one's own.
 */
export function proxyFor(target: URL, env: Environment): string | null {
  const secure = target.protocol === 'https:' || target.protocol === 'wss:';
  const scheme = secure ? 'https' : 'http';
  const port = Number(target.port) || (secure ? 443 : 80);
  // `hostname` keeps the brackets of an IPv6 address, which is how no_proxy has to name it.
  if (isExcluded(target.hostname, port, read(env, 'no_proxy').toLowerCase())) return null;
  const proxy = read(env, `${scheme}_proxy`) || read(env, 'all_proxy');
  if (proxy === '') return null;
  return proxy.includes('://') ? proxy : `${scheme}://${proxy}`;
}

function read(env: Environment, name: string): string {
  return env[name] || env[name.toUpperCase()] || '';
}

function isExcluded(host: string, port: number, noProxy: string): boolean {
  if (noProxy === '*') return true;
  return noProxy.split(/[,\s]/).some((entry) => entry !== '' && excludes(entry, host, port));
}

function excludes(entry: string, host: string, port: number): boolean {
  const withPort = /^(.+):(\d+)$/.exec(entry);
  const entryHost = withPort?.[1] ?? entry;
  const entryPort = Number(withPort?.[2] ?? 0);
  if (entryPort !== 0 && entryPort !== port) return false;
  if (entryHost.startsWith('*')) return host.endsWith(entryHost.slice(1));
  return entryHost.startsWith('.') ? host.endsWith(entryHost) : host === entryHost;
}
