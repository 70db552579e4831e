import http from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { proxyFor, type Environment } from './proxy.js';

/** How one connection's requests reach the target. */
export interface Route {
  readonly agent: http.Agent;
  /** Waits for what is under way, at most so long, and closes everything. */
  close(graceMs: number): Promise<void>;
  /** Breaks everything off at once; no request leaves any more. */
  cut(): void;
}

/**
 * The way through the proxy that the environment names, or `null` for the straight way. A route belongs to
 * one connection: nothing is pooled, so that no user rides another's socket.
 *
 * @throws Error for a proxy that is neither http nor https.
 */
export function proxyRouteOf(target: URL, env: Environment): Route | null {
  const proxy = proxyFor(target, env);
  if (proxy === null) return null;
  const { protocol } = new URL(proxy);
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new Error(`the proxy in the environment is neither http nor https but ${protocol}`);
  }
  // A tunnel that is still being asked for belongs to no request yet: only the signal ends it.
  const ending = new AbortController();
  const agent = new HttpsProxyAgent(proxy, { keepAlive: false, signal: ending.signal });
  return {
    agent,
    close: async (graceMs) => {
      await drained(agent, graceMs);
      ending.abort();
    },
    cut: () => {
      ending.abort();
      agent.destroy();
    },
  };
}

/** The straight way for transports that make requests: holds their sockets, so that they can be closed. */
export function straightRouteOf(target: URL): Route {
  const secure = target.protocol === 'https:' || target.protocol === 'wss:';
  const agent = secure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false });
  return {
    agent,
    close: (graceMs) => drained(agent, graceMs),
    cut: () => {
      agent.createConnection = (_options, done) => {
        done?.(new Error('cut off'), new Socket().destroy());
        return null;
      };
      agent.destroy();
    },
  };
}

async function drained(agent: http.Agent, graceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([untilIdle(agent), tooLate]);
  clearTimeout(timer);
  agent.destroy();
}

/** One request's end may start the next (a last word), hence the loop. */
async function untilIdle(agent: http.Agent): Promise<void> {
  for (;;) {
    const sockets = Object.values(agent.sockets).flatMap((list) => list ?? []);
    // The agent forgets a socket a little after it has closed.
    if (sockets.every(({ closed }) => closed)) return;
    await Promise.all(sockets.map(untilClosed));
  }
}

function untilClosed(socket: Duplex): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
