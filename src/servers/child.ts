import { Problem } from '../scenario/problem.js';
import { endsWithParent } from './child-life.js';
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

endsWithParent(() => running.close());
process.stdout.write(`${running.url}\n`);

void running.broken.then((why) => {
  process.stderr.write(why);
  process.exit(1);
});
