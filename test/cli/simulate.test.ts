import { cpSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { arena, scratch } from './turnwise.js';

const short = ['voting', '--users', '6', '--resources', '3', '--steps', '4', '--quiet'];
const place = (folder: string): string => realpathSync(join(scratch, folder));
const bytesOf = (folder: string): Buffer => readFileSync(join(place(folder), 'history.arrow'));
const reportIn = (folder: string): Report =>
  JSON.parse(readFileSync(join(scratch, folder, 'report.json'), 'utf8')) as Report;

const stepsOf = (folder: string): unknown =>
  (JSON.parse(readFileSync(join(scratch, folder, 'plan.json'), 'utf8')) as { steps: unknown }).steps;

/** What must not depend on the real clock, or on how often it was played. */
const timeless = ({ environment, command: _command, ...report }: Report): unknown => ({
  ...report,
  environment: { ...environment, startedAt: '' },
});

describe('turnwise simulate', () => {
  test('twice: the same history byte for byte, the same report, and every file of a run', async () => {
    for (const out of ['first', 'second']) {
      const ended = await turnwise(['simulate', 'voting', '--seed', 'x', '--quiet', '--out', out]);
      expect(ended.code, ended.stderr).toBe(0);
    }
    expect(bytesOf('first/latest').equals(bytesOf('second/latest'))).toBe(true);
    expect(bytesOf('first/latest').length).toBeGreaterThan(10_000);
    expect(timeless(reportIn('second/latest'))).toEqual(timeless(reportIn('first/latest')));
    expect(readdirSync(place('first/latest')).toSorted()).toEqual([
      'history.arrow',
      'junit.xml',
      'metrics.txt',
      'plan.json',
      'report.html',
      'report.json',
      'summary.md',
    ]);
    expect(Date.parse(reportIn('first/latest').environment.startedAt)).toBeGreaterThan(0);
  });

  test('check finds in the folder what simulate found', async () => {
    const ended = await turnwise(['simulate', ...short, '--bug', 'wrong-key', '--out', 'checked']);
    expect(ended.code).toBe(1);
    const checked = await turnwise(['check', 'checked/latest', '--json', '--quiet']);
    expect(checked.code, checked.stderr).toBe(1);
    const { oracle } = JSON.parse(checked.stdout) as Report;
    expect(oracle).toEqual(reportIn('checked/latest').oracle);
  });

  test('--shrink leaves two actions, in a folder that replay and check take', async () => {
    const ended = await turnwise([
      'simulate',
      ...short.slice(0, -1),
      '--bug',
      'check-then-set',
      '--shrink',
      '--out',
      'small',
    ]);
    expect(ended.code, ended.stderr).toBe(1);
    expect(ended.stdout).toMatch(
      /shrunk from \d+ actions to 2 actions by 2 users on 1 resource in \d+ tries/,
    );
    expect(ended.stdout).toMatch(/r0 {4}\??u0 \??u1/);
    expect(reportIn('small/latest').plan).toMatchObject({ users: 2, resources: 1, actions: 2 });
    for (const command of ['replay', 'check']) {
      const out = command === 'replay' ? ['--out', 'again'] : [];
      const repeated = await turnwise([command, place('small/latest'), '--json', '--quiet', ...out]);
      expect(repeated.code, repeated.stderr).toBe(1);
      const { oracle } = JSON.parse(repeated.stdout) as Report;
      expect(oracle.violations[0]?.because).toBe(reportIn('small/latest').oracle.violations[0]?.because);
    }
    expect(bytesOf('again/latest').equals(bytesOf('small/latest'))).toBe(true);
  });

  test('nothing to shrink is no failure', async () => {
    const ended = await turnwise(['simulate', ...short.slice(0, -1), '--shrink', '--out', 'fine']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toContain('nothing to shrink: no violation was proven');
  });
});

describe('turnwise replay', () => {
  const yaml = `
name: mine
target: arena
transport: { socket-io: { auth: { token: '\${env:TOKEN}' } } }
wire: { event-ack: { event: vote, payload: { user: '\${user}', resource: '\${resource}' } } }
users: 4
resources: 2
model: { cooldown: { per: resource, every: 200ms } }
steps: 3
`;
  const TOKEN = 'a-very-secret-token';
  beforeAll(async () => {
    writeFileSync(join(scratch, 'mine.yaml'), yaml);
    await turnwise(['simulate', 'mine.yaml', '--quiet', '--out', 'before'], { TOKEN });
    cpSync(place('before/latest'), join(scratch, 'old'), { recursive: true });
    const plan = JSON.parse(readFileSync(join(scratch, 'old/plan.json'), 'utf8')) as Record<string, unknown>;
    delete plan['source'];
    writeFileSync(join(scratch, 'old/plan.json'), JSON.stringify(plan));
  });

  test('plays the very same steps against another server, and stores no secret', async () => {
    const first = await turnwise(['run', 'mine.yaml', '--steps', '4', '--quiet', '--out', 'mine'], { TOKEN });
    expect(first.code, first.stderr).toBe(0);
    const stored = readFileSync(join(place('mine/latest'), 'plan.json'), 'utf8');
    expect(stored).not.toContain(TOKEN);
    cpSync(place('mine/latest'), join(scratch, 'kept'), { recursive: true });
    const server = await arena('--bug', 'wrong-key');
    const ended = await turnwise(['replay', 'kept', '--target', server.url, '--quiet', '--out', 'mine'], {
      TOKEN,
    });
    server.child.kill();
    expect(ended.code, ended.stdout + ended.stderr).toBe(1);
    expect(stepsOf('mine/latest')).toEqual(stepsOf('kept'));
    expect(reportIn('mine/latest').plan.hash).toBe(reportIn('kept').plan.hash);
  });

  test('refuses a scenario that has changed, unless it is meant', async () => {
    writeFileSync(join(scratch, 'changing.yaml'), yaml);
    await turnwise(['simulate', 'changing.yaml', '--quiet', '--out', 'changing'], { TOKEN });
    const folder = place('changing/latest');
    writeFileSync(join(scratch, 'changing.yaml'), yaml.replace('200ms', '900ms'));
    const refused = await turnwise(['replay', folder], { TOKEN });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/changing\.yaml has changed since this run.*--scenario changing\.yaml/s);
    const meant = await turnwise(
      ['replay', folder, '--scenario', 'changing.yaml', '--quiet', '--out', 'meant'],
      { TOKEN },
    );
    expect(meant.code, meant.stderr).toBe(1);
    expect(reportIn('meant/latest').oracle.model).toContain('900');
  });

  test.each([
    ['nowhere', /there is no plan\.json/],
    ['old', /an older version of turnwise/],
  ])('%s is no run that can be played again', async (folder, words) => {
    const ended = await turnwise(['replay', folder]);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(words);
  });

  test('a secret that was typed has to be typed again', async () => {
    const set = 'transport.socket-io.auth.token=a-typed-secret';
    const args = ['simulate', 'mine.yaml', '--set', set, '--quiet', '--out', 'typed'];
    const first = await turnwise(args, { TOKEN });
    expect(first.code, first.stderr).toBe(0);
    expect(readFileSync(join(place('typed/latest'), 'plan.json'), 'utf8')).not.toContain('a-typed-secret');
    const without = await turnwise(['replay', place('typed/latest'), '--out', 'typed'], { TOKEN });
    expect(without.code).toBe(3);
    expect(without.stderr).toContain('--set transport.socket-io.auth.token=***');
    const again = await turnwise(
      ['replay', place('typed/latest'), '--set', set, '--quiet', '--out', 'typed'],
      { TOKEN },
    );
    expect(again.code, again.stderr).toBe(0);
  });
});
