import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

const model = '{"cooldown":{"per":"resource","every":"1s"}}';

interface Line {
  readonly user: string;
  readonly atMs: number;
  readonly outcome: string;
}

/** A log as another tool might write it: each answer took 10 ms. */
function log(name: string, lines: readonly Line[]): string {
  const file = join(scratch, name);
  const text = lines.map(({ user, atMs, outcome }, id) =>
    JSON.stringify({
      id,
      user,
      resource: 'seat-1',
      step: id,
      intendedAtUs: atMs * 1000,
      sentAtUs: atMs * 1000,
      settledAtUs: outcome === 'unknown' ? undefined : atMs * 1000 + 10_000,
      outcome,
    }),
  );
  writeFileSync(file, `${text.join('\n')}\n`);
  return file;
}

const legal = [
  { user: 'ann', atMs: 0, outcome: 'accepted' },
  { user: 'bob', atMs: 500, outcome: 'rejected' },
  { user: 'bob', atMs: 1500, outcome: 'accepted' },
  { user: 'ann', atMs: 2000, outcome: 'rejected' },
];

async function check(file: string, ...flags: string[]) {
  const ended = await turnwise(['check', file, '--model', model, '--json', ...flags]);
  return { ...ended, report: JSON.parse(ended.stdout) as Report };
}

describe('turnwise check on the log of another tool', () => {
  test('a legal history passes', async () => {
    const { code, report } = await check(log('legal.ndjson', legal), '--complete');
    expect(code).toBe(0);
    expect(report.oracle).toMatchObject({ history: 'valid', accuracy: 1, trueAccepts: 2, trueRejects: 2 });
    expect(report.oracle.assumptions).toMatchObject({ initial: 'fresh', complete: true });
  });

  test('over-admission is proven, with its sentence', async () => {
    const lines = [...legal.slice(0, 1), { user: 'bob', atMs: 600, outcome: 'accepted' }];
    const { code, report } = await check(log('over.ndjson', lines));
    expect(code).toBe(1);
    expect(report.oracle.falseAccepts).toBe(1);
    expect(report.oracle.violations[0]).toMatchObject({ kind: 'false-accept', key: 'seat-1' });
    expect(report.oracle.violations[0]?.because).toContain('610 ms');
  });

  test('a refusal out of the blue is an accusation only when the file is said to be complete', async () => {
    const lines = [...legal, { user: 'cat', atMs: 5000, outcome: 'rejected' }];
    const file = log('refused.ndjson', lines);
    expect((await check(file)).report.oracle.violationCount).toBe(0);
    const { code, report } = await check(file, '--complete');
    expect(code).toBe(1);
    expect(report.oracle.violations[0]).toMatchObject({ kind: 'false-reject' });
  });

  test('what was never answered may have been accepted', async () => {
    const lines = [
      ...legal,
      { user: 'dan', atMs: 4000, outcome: 'unknown' },
      { user: 'cat', atMs: 4500, outcome: 'rejected' },
    ];
    const { code, report } = await check(log('unknown.ndjson', lines), '--complete');
    expect(code).toBe(0);
    expect(report.oracle.violationCount).toBe(0);
  });

  test('coarse clocks widen the windows', async () => {
    const lines = [...legal.slice(0, 1), { user: 'bob', atMs: 900, outcome: 'accepted' }];
    const file = log('coarse.ndjson', lines);
    expect((await check(file)).code).toBe(1);
    expect((await check(file, '--resolution', '1s')).report.oracle.violationCount).toBe(0);
  });

  test('bad lines: each with file and line, exit 3', async () => {
    const file = join(scratch, 'bad.ndjson');
    writeFileSync(file, '{"id":1,"user":"a","resorce":"r"}\nnot json\n');
    const { code, stderr } = await turnwise(['check', file, '--model', model]);
    expect(code).toBe(3);
    expect(stderr).toContain(`${file}:1`);
    expect(stderr).toContain('resource');
    expect(stderr).toContain(`${file}:2`);
  });

  test('names all the keys that a line lacks, and needs neither step nor plan', async () => {
    const file = join(scratch, 'bare.ndjson');
    writeFileSync(file, '{"id":1,"user":"a","resource":"r"}\n');
    const { stderr } = await turnwise(['check', file, '--model', model]);
    expect(stderr).toContain('sentAtUs, settledAtUs and outcome are missing');
    writeFileSync(
      file,
      '{"id":1,"user":"a","resource":"r","sentAtUs":1000,"settledAtUs":2000,"outcome":"accepted"}\n',
    );
    const { report } = await check(file, '--complete');
    expect(report.oracle).toMatchObject({ history: 'valid', trueAccepts: 1 });
  });

  test('is repeated by all that was typed', async () => {
    const { report } = await check(log('again.ndjson', legal), '--complete');
    expect(report.command).toContain(`again.ndjson --model '${model}' --json --complete`);
    expect(report.command).toMatch(/^turnwise check /);
  });

  test('the help tells the keys of a line', async () => {
    const { stdout } = await turnwise(['check', '--help']);
    for (const key of ['id', 'user', 'resource', 'sentAtUs', 'settledAtUs', 'outcome'])
      expect(stdout).toContain(`\n  ${key} `);
  });

  test('a file needs a model', async () => {
    const { code, stderr } = await turnwise(['check', log('legal2.ndjson', legal)]);
    expect(code).toBe(3);
    expect(stderr).toContain('--model');
  });
});
