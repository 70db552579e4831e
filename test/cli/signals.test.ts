import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch, start } from './turnwise.js';

const hanging = join(scratch, 'hanging.mjs');
writeFileSync(hanging, "process.stdout.write('loading'); await new Promise((go) => setTimeout(go, 60_000));");

test.each([
  { command: 'run', signal: 'SIGINT', code: 130, said: ' before anything was played' },
  { command: 'simulate', signal: 'SIGTERM', code: 143, said: ' before anything was played' },
  { command: 'plan', signal: 'SIGINT', code: 130, said: '' },
] as const)('$signal while $command is loading ends it with one line', async (expected) => {
  const running = start([expected.command, hanging]);
  await running.saw('loading');
  running.child.kill(expected.signal);
  const { code, stdout, stderr } = await running.ended;
  expect({ code, stdout, stderr }).toEqual({
    code: expected.code,
    stdout: 'loading',
    stderr: `turnwise: interrupted${expected.said}\n`,
  });
});
