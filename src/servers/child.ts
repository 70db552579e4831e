import { serveByName } from './serve-behaviour.js';

/**
 * The process of an embedded server. Its one argument is a `ChildOrder` as JSON. It prints one line
 * with its URL when it listens, and ends on SIGTERM, and also when its parent is gone: then standard
 * input closes, or the IPC channel does. So no server outlives the run it was started for.
 */
export interface ChildOrder {
  readonly server: string;
  readonly bug: string | null;
  readonly settings: Readonly<Record<string, number>>;
  readonly port: number;
}

const order = JSON.parse(process.argv[2] ?? '') as ChildOrder;
const { server: name, bug, port, settings } = order;
const running = await serveByName({ name, bug, port, settings });

function end(): void {
  void running.close().finally(() => process.exit(0));
}

process.once('SIGTERM', end);
// Ctrl-C reaches the whole process group; the parent decides when its server ends.
process.on('SIGINT', () => undefined);
process.once('disconnect', end);
process.stdin.once('close', end);
process.stdin.once('error', end);
process.stdin.resume();
// A parent that is gone cannot read the line.
process.stdout.once('error', end);
process.stdout.write(`${running.url}\n`);
