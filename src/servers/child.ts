import { Problem } from '../scenario/problem.js';
import { childVariable, problemExitCode, type ChildOrder } from './child-order.js';
import { serveByName } from './serve-by-name.js';

// The process of an embedded server; see `ChildOrder`.

const { server: name, ...order } = JSON.parse(process.env[childVariable] ?? '') as ChildOrder;
delete process.env[childVariable];

const running = await serveByName({ name, ...order }).catch((error: unknown) => {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(error.message);
  process.exit(problemExitCode);
});

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

void running.broken.then((why) => {
  process.stderr.write(why);
  process.exit(1);
});
