import type { ConnectionListener, ConnectRequest, Inbound } from '../../src/transports/transport.js';

/** A listener that writes everything down and can be waited on. */
export interface Recorder extends ConnectionListener {
  /** `opened`, `failed: why`, `closed: why`, `message`, in order. */
  readonly log: string[];
  readonly inbox: Inbound[];
  /** Resolves once the condition holds; it is looked at after each event. */
  until(condition: () => boolean): Promise<void>;
  /** Resolves at the end of the connection, with the line of the log. */
  ended(): Promise<string>;
}

function isEnd(line: string): boolean {
  return line.startsWith('failed') || line.startsWith('closed');
}

export function recorder(): Recorder {
  const log: string[] = [];
  const inbox: Inbound[] = [];
  const waiting = new Set<() => void>();
  const write = (line: string): void => {
    log.push(line);
    for (const look of waiting) look();
  };
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    log,
    inbox,
    until,
    opened: () => write('opened'),
    failed: (reason) => write(`failed: ${reason}`),
    closed: (reason) => write(`closed: ${reason}`),
    message: (inbound) => {
      inbox.push(inbound);
      write('message');
    },
    ended: async () => {
      await until(() => log.some(isEnd));
      return log.find(isEnd) ?? '';
    },
  };
}

export function requestTo(url: string, more: Partial<ConnectRequest> = {}): ConnectRequest {
  return { user: 0, url, headers: {}, query: {}, auth: {}, timeoutMs: 5000, ...more };
}
