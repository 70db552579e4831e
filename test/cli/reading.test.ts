import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

const small = ['voting', '--users', '6', '--resources', '3', '--steps', '6'];

/** What somebody finds who has nothing but what was printed. */
interface Found {
  readonly user: string;
  readonly resource: string;
  readonly atS: string;
  readonly utc: string | undefined;
  readonly fate: string;
  readonly reason: string;
}

const deed =
  /(\S+) acted on (\S+) (\d+\.\d{3}) s into the run(?: \((\S+ \S+) UTC\))? and was (accepted|rejected)/u;

/** The first violation, read from the text alone: lines go on under one another. */
function foundIn(stdout: string): Found {
  const from = stdout.slice(stdout.indexOf('\nViolations'));
  const text = from.slice(0, from.indexOf('\n\n')).replace(/\s+/gu, ' ');
  const [, user = '', resource = '', atS = '', utc, fate = ''] = deed.exec(text) ?? [];
  const reason = /1\. (.+?\.) \S+ acted on/u.exec(text)?.[1] ?? '';
  return { user, resource, atS, utc, fate, reason };
}

function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(scratch, folder, 'latest/report.json'), 'utf8')) as Report;
}

/** Compares what was read with what is so. */
function isTold({ oracle, environment }: Report, found: Found): void {
  const [violation] = oracle.violations;
  const blamed = violation?.actions.at(-1);
  expect(found).toMatchObject({
    user: blamed?.user,
    resource: blamed?.resource,
    atS: ((violation?.atUs ?? Number.NaN) / 1_000_000).toFixed(3),
    fate: blamed?.outcome,
    reason: violation?.because,
  });
  if (environment.zeroAt === null) expect(found.utc).toBeUndefined();
  else {
    const wallMs = Date.parse(environment.zeroAt) + Math.floor((violation?.atUs ?? Number.NaN) / 1000);
    expect(Date.parse(`${found.utc?.replace(' ', 'T') ?? ''}Z`)).toBe(wallMs);
  }
}

describe('whoever reads only what a failed run printed', () => {
  test('knows who did what to what, when in virtual time, and why it is wrong', async () => {
    const { code, stdout } = await turnwise(['simulate', ...small, '--bug', 'wrong-key', '--out', 'virtual']);
    expect(code).toBe(1);
    const found = foundIn(stdout);
    isTold(reportIn('virtual'), found);
    expect(found.utc).toBeUndefined();
    // The first lines say it too.
    const head = stdout.slice(stdout.indexOf('FAIL'), stdout.indexOf('\n\n', stdout.indexOf('FAIL')));
    expect(head.replace(/\s+/gu, ' ')).toContain(`${found.user} acted on ${found.resource} ${found.atS} s`);
  });

  test('knows it of a real run by the wall clock, as it happens and at the end', async () => {
    const asked = ['--set', 'target.server=arena', '--set', 'target.bug=wrong-key', '--out', 'real'];
    const { code, stdout } = await turnwise(['run', ...small, ...asked]);
    expect(code).toBe(1);
    expect(stdout).not.toContain('\u001B');
    const report = reportIn('real');
    expect(Date.parse(report.environment.zeroAt ?? '')).toBeGreaterThan(0);
    const found = foundIn(stdout);
    isTold(report, found);
    const told = [
      ...stdout.matchAll(/^violation {2}(\d+\.\d{3}) s {2}(\S+) on (\S+): (accepted|rejected)/gmu),
    ];
    expect(told.length).toBeGreaterThan(0);
    for (const [, atS, user, resource] of told)
      expect(
        report.oracle.violations.some(({ actions }) => {
          const blamed = actions.at(-1);
          const sentS = ((blamed?.sentAtUs ?? Number.NaN) / 1_000_000).toFixed(3);
          return blamed?.user === user && blamed?.resource === resource && sentS === atS;
        }),
        `${user} on ${resource} at ${atS} s`,
      ).toBe(true);
    const checked = await turnwise(['check', 'real/latest', '--quiet']);
    expect(foundIn(checked.stdout)).toEqual(found);
  });

  test('hears nothing but the report when quiet', async () => {
    const asked = ['--set', 'target.server=arena', '--set', 'target.bug=wrong-key', '--out', 'quiet'];
    const { stdout, stderr } = await turnwise(['run', ...small, ...asked, '--quiet']);
    expect(stdout).toMatch(/^FAIL /u);
    expect(stderr).toBe('');
  });
});
