import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

const change = <T extends object>(file: string, changes: Partial<T>): void => {
  const path = join(scratch, 'run/latest', file);
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as T), ...changes }));
};

test('what only the code of a scenario can judge keeps a folder from passing, unless the run itself found it right', async () => {
  const small = ['voting', '--users', '6', '--resources', '3', '--steps', '4', '--quiet'];
  expect((await turnwise(['simulate', ...small, '--out', join(scratch, 'run')])).code).toBe(0);
  const folder = join(scratch, 'run/latest');
  expect((await turnwise(['check', folder])).code).toBe(0);

  const inCode = { name: 'tally', kind: 'number', per: 'resource', count: null, start: 0, settleUs: 0 };
  change('plan.json', { state: [inCode] });
  const open = await turnwise(['check', folder]);
  expect([open.code, open.stdout]).toEqual([2, expect.stringMatching(/INCONCLUSIVE the state `tally` is/)]);

  change<Report>('report.json', { state: { checks: [], violationCount: 0, violations: [] } });
  const right = await turnwise(['check', folder]);
  expect([right.code, right.stdout]).toEqual([0, expect.stringMatching(/the run\s+itself found it right/)]);
});
