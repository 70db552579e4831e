import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { arena, scratch, start, turnwise as built } from './turnwise.js';

/** The shipped scenario, made short: 4 steps of 6 users on 3 resources, and the duels. */
const short = [
  'run',
  'voting',
  '--users',
  '6',
  '--resources',
  '3',
  '--steps',
  '4',
  '--set',
  'phases[1].steps=2',
];

const reportIn = (folder: string): Report =>
  JSON.parse(readFileSync(join(scratch, folder, 'report.json'), 'utf8')) as Report;

describe('turnwise run', () => {
  test('a correct server passes, and everything lies in the folder of the run', async () => {
    const ended = await built([...short, '--out', 'clean']);
    expect(ended.stderr).toBe('');
    expect(ended.code, ended.stdout).toBe(0);
    const report = reportIn('clean/latest');
    expect(report).toMatchObject({
      verdict: 'pass',
      oracle: { accuracy: 1, history: 'valid', violationCount: 0 },
    });
    expect(report.oracle.trueAccepts).toBeGreaterThan(0);
    expect(report.oracle.trueRejects).toBeGreaterThan(0);
    expect(report.oracle.resolution).toBeGreaterThan(0.5);
    expect(report.actions.planned).toBe(report.actions.sent);
    expect(readdirSync(join(scratch, 'clean/latest')).toSorted()).toEqual([
      'history.arrow',
      'junit.xml',
      'metrics.txt',
      'plan.json',
      'report.html',
      'report.json',
      'summary.md',
    ]);
    expect(ended.stdout).toContain('PASS');
    expect(ended.stdout).toContain(report.command);
  });

  test.each([
    ['short-cooldown', /^r\d accepted u\d+ .*after it accepted u\d+; the cooldown is 200 ms/],
    ['wrong-key', /^r\d (accepted|refused) u\d+ /],
    ['check-then-set', /^r\d accepted /],
  ])('the mutant %s is proven wrong over sockets', async (bug, sentence) => {
    const server = await arena('--bug', bug);
    const ended = await turnwise([
      ...short,
      '--set',
      'phases[1].steps=6',
      '--target',
      server.url,
      '--out',
      bug,
    ]);
    server.child.kill();
    expect(ended.code, ended.stdout).toBe(1);
    const { verdict, oracle } = reportIn(`${bug}/latest`);
    expect(verdict).toBe('fail');
    expect(oracle.violations[0]?.because).toMatch(sentence);
    expect(existsSync(join(scratch, bug, 'latest/violations/1.ndjson'))).toBe(true);
    expect(ended.stdout).toContain(oracle.violations[0]?.because.slice(0, 30));
  });

  test('twice in a row on the same server, within its cooldown: nothing is held against it', async () => {
    const server = await arena();
    for (const time of ['first', 'second']) {
      const ended = await turnwise([...short, '--target', server.url, '--out', 'twice']);
      expect(ended.code, `${time}\n${ended.stdout}`).toBe(0);
    }
    server.child.kill();
  });

  test('over plain WebSocket, to the same server', async () => {
    const server = await arena();
    const wire =
      '{json-id: {payload: {id: "${id}", user: "${user}", resource: "${resource}"}, id: id, accepted: {ok: true}, rejected: {ok: false, error: cooldown}}}';
    const target = `${server.url.replace('http', 'ws')}/ws`;
    const ended = await turnwise([
      ...short,
      '--set',
      'transport=ws',
      '--set',
      `wire=${wire}`,
      '--target',
      target,
      '--out',
      'ws',
    ]);
    server.child.kill();
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(reportIn('ws/latest').oracle.accuracy).toBe(1);
  });

  test('--json puts the report on stdout and all else on stderr', async () => {
    const { code, stdout, stderr } = await turnwise([...short, '--json', '--out', 'json']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Report).schemaVersion).toBe(1);
    expect(stderr).toContain('turnwise run voting');
  });

  test('--trace shows what one user says and hears', async () => {
    const ended = await turnwise([
      'run',
      'voting',
      '--users',
      '1',
      '--resources',
      '1',
      '--steps',
      '2',
      '--set',
      'phases=[{steps: 2}]',
      '--trace',
      'u0',
      '--quiet',
      '--out',
      'trace',
    ]);
    const lines = ended.stdout.split('\n').filter((line) => line.includes(' u0 '));
    expect(lines.map((line) => line.replaceAll(/-?\d+\.\d{3}/g, 'T').trim()).slice(2, 5)).toEqual([
      'T ms u0 > vote [{"user":"u0","resource":"r0"}]',
      'T ms u0 < ack [{"ok":true}]',
      'T ms u0 = step 0 on r0: accepted, decided within [T, T] ms',
    ]);
    const [sent = 0, heard = 0, , from = 0, to = 0] = lines
      .slice(2, 5)
      .flatMap((line) => line.match(/-?\d+\.\d{3}/g) ?? [])
      .map(Number);
    expect([from <= sent, sent < heard, heard <= to]).toEqual([true, true, true]);
  });
});

describe('a run with less than the scenario asks for', () => {
  test('says which duels are left out, before it starts and in the report', async () => {
    const ended = await turnwise(['run', 'voting', '--users', '1', '--steps', '1', '--out', 'alone']);
    const note = 'duels need two users: the phase duels is left out';
    expect(ended.stdout).toContain(`warning: ${note}`);
    expect(reportIn('alone/latest').notes.map(String).join('\n')).toContain(note);
  });

  test('says that troubles of a simulation do not happen in a real run', async () => {
    const args = ['run', 'teeth/arena-restart', '--users', '3', '--resources', '2', '--steps', '4'];
    const ended = await turnwise([...args, '--quiet', '--json', '--out', 'no-troubles']);
    const { notes } = JSON.parse(ended.stdout) as Report;
    expect(notes).toContain(
      'a real run restarts no server for `simulation`: what that says happens under `turnwise simulate` only; `faults` happen in a run',
    );
  });

  test('a target with settings is started with them', async () => {
    const target = '{server: arena, settings: {cooldownMs: 100}}';
    const ended = await turnwise([...short, '--set', `target=${target}`, '--out', 'settings']);
    expect(ended.stdout).toContain('the embedded arena with cooldownMs 100, process');
    expect(ended.code, ended.stdout).toBe(1);
  });
});

describe('a run that is cut short', () => {
  test('the first Ctrl-C reports what there is and exits with 130', async () => {
    const run = start(['run', 'voting', '--out', 'interrupted']);
    await run.saw('sent ');
    run.child.kill('SIGINT');
    const ended = await run.ended;
    expect(ended.code, ended.stdout).toBe(130);
    const report = reportIn('interrupted/latest');
    expect(report.verdict).toBe('inconclusive');
    expect(report.actions.sent).toBeLessThan(report.actions.planned);
  });

  test('--max-duration stops gracefully and judges what was played', async () => {
    const ended = await turnwise(['run', 'voting', '--max-duration', '2s', '--out', 'capped']);
    const report = reportIn('capped/latest');
    expect(report.actions.sent).toBeLessThan(report.actions.planned);
    expect([0, 2]).toContain(ended.code);
    expect(report.oracle.violationCount).toBe(0);
  });

  test('after kill -9 the history is still read and soundly judged', async () => {
    const run = start(['run', 'voting', '--out', 'killed']);
    await run.saw('sent ');
    await run.saw('accepted');
    run.child.kill('SIGKILL');
    await run.ended;
    const checked = await built(['check', 'killed/latest', '--json']);
    const report = JSON.parse(checked.stdout) as Report;
    expect([0, 2]).toContain(checked.code);
    expect(report.oracle).toMatchObject({ violationCount: 0, history: 'valid' });
    expect(report.actions.unknown).toBeGreaterThan(0);
    expect(report.actions.accepted + report.actions.rejected).toBeGreaterThan(0);
  });

  test('the server dies in mid-run: a report all the same, and no accusation', async () => {
    const server = await arena();
    const run = start([
      'run',
      'voting',
      '--target',
      server.url,
      '--set',
      'timeout=1s',
      '--max-duration',
      '6s',
      '--out',
      'dead-server',
    ]);
    await run.saw('sent ');
    server.child.kill('SIGKILL');
    const ended = await run.ended;
    expect(ended.code, ended.stdout).toBe(2);
    const report = reportIn('dead-server/latest');
    expect(report.oracle.violationCount).toBe(0);
    expect(report.connections.dropped).toBe(30);
    expect(report.connections.failed).toBeGreaterThan(0);
    expect(report.actions.dropped).toBeGreaterThan(0);
  });
});
