import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

const part = (name: string): string => fileURLToPath(new URL(`../servers/parts/${name}`, import.meta.url));

test('a server that dies during a run is the first reason of its report, with its last words', async () => {
  mkdirSync(join(scratch, 'died'));
  const text = readFileSync(part('echo.yaml'), 'utf8')
    .replace('./echo.ts', part('echo.ts'))
    // Without being asked for an acknowledgement it has nothing to call, and throws.
    .replace(/^wire: .*$/mu, 'wire: { event-reject: { event: count, acceptedBy: [counted] } }');
  writeFileSync(join(scratch, 'died', 'x.yaml'), text);
  const { code, stdout } = await turnwise(['run', join('died', 'x.yaml'), '--json']);
  const report = JSON.parse(stdout) as Report;
  expect([code, report.verdict]).toEqual([2, 'inconclusive']);
  expect(report.reasons[0]).toBe(
    'the server died: exit code 1: TypeError: answer is not a function (its last words)',
  );
});
