import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

const latest = 'runs/latest';
let run: Report;

beforeAll(async () => {
  const simulated = ['simulate', 'voting', '--bug', 'check-then-set', '--json', '--quiet'];
  run = JSON.parse((await turnwise(simulated)).stdout) as Report;
});

function read(name: string): string {
  return readFileSync(join(scratch, name), 'utf8');
}

describe('turnwise export', () => {
  it('gives the actions to check, which says the same of them', async () => {
    const exported = await turnwise(['export', latest]);
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    const file = join(scratch, 'actions.ndjson');
    writeFileSync(file, exported.stdout);
    const checked = await turnwise(['check', file, '--json']);
    const again = JSON.parse(checked.stdout) as Report;
    expect(run.oracle.violationCount).toBeGreaterThan(0);
    for (const key of ['decided', 'correct', 'falseAccepts', 'history', 'violationCount', 'keys'] as const)
      expect(again.oracle[key], key).toEqual(run.oracle[key]);
    expect(again.oracle.violations.map(({ because }) => because)).toEqual(
      run.oracle.violations.map(({ because }) => because),
    );
    expect([again.verdict, checked.code]).toEqual(['fail', 1]);
    const judged = exported.stdout.match(/"x-judgement":"false-accept"/gu) ?? [];
    expect(judged).toHaveLength(run.oracle.falseAccepts);
  });

  it.each([
    ['resources', 'perResource'],
    ['users', 'perUser'],
    ['groups', 'perGroup'],
    ['phases', 'perPhase'],
    ['timeline', 'timeline'],
  ] as const)('writes the %s of the report', async (what, key) => {
    const { code, stdout } = await turnwise(['export', latest, '--what', what]);
    const rows = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as object);
    expect([code, rows]).toEqual([0, run[key]]);
  });

  it('writes CSV where --out says so, and nothing to stdout', async () => {
    const said = await turnwise(['export', latest, '--what', 'events', '--out', 'events.csv']);
    expect(said).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(join(scratch, 'events.csv'), 'utf8')).toMatch(/^kind,atUs,user,.*\r\n/u);
  });

  it.each([
    [
      ['--what', 'action'],
      "--what takes actions, timeline, resources, users, groups, phases, receipts, events, not 'action'; did you mean 'actions'?",
    ],
    [['--format', 'cvs'], "--format takes csv, ndjson, not 'cvs'; did you mean 'csv'?"],
    [['--out', 'no/such/folder/x.csv'], '--out cannot be written: ENOENT'],
  ])('%j is bad usage', async (flags, message) => {
    const { code, stderr } = await turnwise(['export', latest, ...flags]);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });

  it('says that there is no run', async () => {
    const { code, stderr } = await turnwise(['export', 'nowhere']);
    expect([code, stderr]).toEqual([3, 'turnwise: nowhere: there is no such folder\n']);
  });
});

describe('a run folder', () => {
  it('has every format, and flags write them elsewhere too', async () => {
    const files = readdirSync(join(scratch, latest));
    expect(files).toEqual(
      expect.arrayContaining(['report.json', 'report.html', 'junit.xml', 'summary.md', 'metrics.txt']),
    );
    const flags = ['markdown', 'openmetrics', 'junit'].flatMap((name) => [`--${name}`, `${name}.out`]);
    await turnwise(['report', latest, ...flags]);
    expect(read('markdown.out')).toBe(read(join(latest, 'summary.md')));
    expect(read('openmetrics.out')).toBe(read(join(latest, 'metrics.txt')));
    expect(read('junit.out')).toBe(read(join(latest, 'junit.xml')));
  });
});
