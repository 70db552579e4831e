import { WebSocket } from 'ws';

/** Knocks with a token that nobody gave out: 1 if it is let in. Anything but a refusal or an open door is an error. */
export function strangersLetIn(target: string): Promise<number> {
  const socket = new WebSocket(`${target.replace(/^http/, 'ws')}/chat?token=guessed`);
  return new Promise<number>((resolve, reject) => {
    socket.once('open', () => resolve(1));
    socket.once('unexpected-response', (_, response) =>
      response.statusCode === 401 ? resolve(0) : reject(new Error(`answered ${response.statusCode}`)),
    );
    socket.on('error', reject);
  }).finally(() => socket.terminate());
}
