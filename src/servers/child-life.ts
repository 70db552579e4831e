/**
 * Has a process of ours end in order: on SIGTERM, and also when its parent is gone: then standard input
 * closes, or the IPC channel does. So nothing outlives the run it was started for.
 */
export function endsWithParent(close: () => Promise<unknown>): void {
  const end = (): void => void close().finally(() => process.exit(0));
  process.once('SIGTERM', end);
  // Ctrl-C reaches the whole process group; the parent decides when its server ends.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', end);
  process.stdin.once('close', end);
  process.stdin.once('error', end);
  process.stdin.resume();
  // A parent that is gone cannot read what is written.
  process.stdout.once('error', end);
}
