import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';

/** A tiny server of votes. */
export interface VoteServer {
  readonly url: string;
}

interface Settings {
  readonly cooldownMs: number;
}

/** Whether an option takes a vote now. */
function booth({ cooldownMs }: Settings): (option: string) => boolean {
  const lastAtMs = new Map<string, number>();
  return (option) => {
    const atMs = performance.now();
    if (atMs - (lastAtMs.get(option) ?? -Infinity) < cooldownMs) return false;
    lastAtMs.set(option, atMs);
    return true;
  };
}

async function serve(
  protocol: string,
  met: (socket: WebSocket) => (text: string) => void,
): Promise<VoteServer> {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: (asked) => (asked.has(protocol) ? protocol : false),
  });
  server.on('connection', (socket) => {
    if (socket.protocol !== protocol) return socket.close(1002);
    const heard = met(socket);
    socket.on('message', (data: Buffer) => heard(data.toString()));
  });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  await once(server, 'listening');
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** STOMP 1.2, as far as voting takes it: nobody votes before CONNECT, nobody is answered before SUBSCRIBE. */
export function stompServer(settings: Settings): Promise<VoteServer> {
  const vote = booth(settings);
  return serve('v12.stomp', (socket) => {
    let subscription: string | null = null;
    const say = (head: string[], body = ''): void => socket.send(`${head.join('\n')}\n\n${body}\0`);
    return (text) => {
      const [head = '', body = ''] = text.replace(/\0$/, '').split('\n\n');
      const [command, ...lines] = head.split('\n');
      const headers = new Map(lines.map((line) => line.split(/:(.*)/s, 2) as [string, string]));
      if (command === 'CONNECT' && headers.get('passcode') === 'secret')
        return say(['CONNECTED', 'version:1.2']);
      if (command === 'SUBSCRIBE') {
        subscription = headers.get('id') ?? null;
        return say(['RECEIPT', `receipt-id:${headers.get('receipt')}`]);
      }
      if (command === 'DISCONNECT') return socket.close();
      if (command !== 'SEND' || subscription === null) return say(['ERROR', 'message:not now']);
      const { id, option } = JSON.parse(body) as { id: number; option: string };
      const answer = vote(option) ? { id, accepted: true } : { id, accepted: false, reason: 'cooldown' };
      const about = [`destination:/user/queue/votes`, `subscription:${subscription}`, `message-id:${id}`];
      say(['MESSAGE', ...about], JSON.stringify(answer));
    };
  });
}

/** graphql-transport-ws with one mutation; pings once, and goes on only when it has its pong. */
export function graphqlServer(settings: Settings): Promise<VoteServer> {
  const vote = booth(settings);
  return serve('graphql-transport-ws', (socket) => {
    let isAlive = false;
    const say = (message: object): void => socket.send(JSON.stringify(message));
    return (text) => {
      const { type, id, payload } = JSON.parse(text) as {
        type: string;
        id: string;
        payload?: { token?: string; variables?: { option: string } };
      };
      if (type === 'connection_init' && payload?.token?.startsWith('token of ') === true)
        return say({ type: 'ping' });
      if (type === 'pong') {
        isAlive = true;
        return say({ type: 'connection_ack' });
      }
      if (!isAlive) return socket.close(4401);
      const accepted = vote(payload?.variables?.option ?? '');
      const answer = accepted
        ? { accepted }
        : { accepted, reason: 'COOLDOWN', retryAfterMs: settings.cooldownMs };
      say({ type: 'next', id, payload: { data: { vote: answer } } });
      say({ type: 'complete', id });
    };
  });
}
