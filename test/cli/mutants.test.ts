import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MutationReport } from '../../src/teeth/mutation-report.js';
import { turnwise } from './inside.js';
import { scratch, start } from './turnwise.js';

const small = ['mutants', 'voting', '--users', '6', '--resources', '3', '--steps', '3', '--quiet'];
const two = ['--only', 'wrong-key,arena/check-then-set'];

const reportOf = (stdout: string): MutationReport => JSON.parse(stdout) as MutationReport;

describe('turnwise mutants', () => {
  test('twice: the same JSON, to the byte; and JUnit with a case for each mutant', async () => {
    const args = [...small, ...two, '--json', '--junit', 'mutants.xml'];
    const [first, second] = [await turnwise(args), await turnwise(args)];
    expect(first.code, first.stderr).toBe(0);
    expect(second.stdout).toBe(first.stdout);
    const report = reportOf(first.stdout);
    expect(report).toMatchObject({ verdict: 'pass', score: 1, played: 'simulated' });
    expect(report.mutants.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'arena/wrong-key killed',
      'arena/check-then-set killed',
    ]);
    expect(report.mutants[1]?.race).toMatchObject({ seen: true, chanceMax: null });
    const xml = readFileSync(join(scratch, 'mutants.xml'), 'utf8');
    expect(xml.match(/<testcase/g)).toHaveLength(4);
    expect(xml).toContain('failures="0"');
  });

  test('a wrong cooldown in the model accuses the correct server, and no kill counts', async () => {
    const ended = await turnwise([...small, '--set', 'model.cooldown.every=300ms', '--junit', 'accused.xml']);
    expect(ended.code, ended.stderr).toBe(1);
    expect(ended.stdout).toMatch(/FAIL +the correct server was accused/);
    expect(ended.stdout).toMatch(/arena\s+has\s+cooldownMs\s+200,\s+the\s+model\s+says\s+300/);
    expect(ended.stdout).toMatch(/the\s+cooldown\s+is\s+300 ms/);
    expect(ended.stdout).not.toContain('Killed');
    const xml = readFileSync(join(scratch, 'accused.xml'), 'utf8');
    expect(xml.match(/<failure type="\w+"/g)).toEqual(['<failure type="accused"']);
  });

  test('--min-score: below fails, at it passes; a survivor says why and what kills it', async () => {
    const only = ['--set', 'phases.1.steps=1', '--only', 'wrong-key,lost-on-restart'];
    const low = await turnwise([...small, ...only, '--min-score', '0.6', '--junit', 'low.xml']);
    expect(low.code, low.stderr).toBe(1);
    expect(low.stdout).toContain('below 0.6');
    expect(low.stdout).toMatch(/Survived: 1\n {2}arena\/lost-on-restart\n/);
    expect(low.stdout).toContain('the server was');
    expect(low.stdout).toContain('simulation: { server: { restarts:');
    for (const line of low.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    const failures = readFileSync(join(scratch, 'low.xml'), 'utf8').match(/<failure type="\w+"/g);
    expect(failures).toEqual(['<failure type="score"', '<failure type="survived"']);
    const enough = await turnwise([...small, ...only, '--min-score', '0.5']);
    expect(enough.code, enough.stderr).toBe(0);
    expect(enough.stdout).toMatch(/^PASS +1 of 2 mutants killed/);
  });

  test('without --min-score nothing is passed and nothing fails: it is a score', async () => {
    const only = ['--set', 'phases.1.steps=1', '--only', 'lost-on-restart', '--junit', 'score.xml'];
    const ended = await turnwise([...small, ...only]);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toMatch(/^SCORE +0 of 1 mutant killed: score 0\n/);
    const xml = readFileSync(join(scratch, 'score.xml'), 'utf8');
    expect(xml).not.toContain('<failure');
    expect(xml).toContain('<skipped message="survived: it answered');
  });

  test('who only a simulation kills is marked, with what a live run does not do', async () => {
    const restarts = ['--set', 'simulation.server.restarts=[{ at: 700ms }, { at: 1s }, { at: 1300ms }]'];
    const only = ['--only', 'wrong-key,lost-on-restart', '--set', 'connect.reconnectAfter=5ms'];
    const asked = [...small, '--steps', '12', ...only, ...restarts];
    const ended = await turnwise([...asked, '--junit', 'only.xml']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toMatch(/2 of 2 mutants killed: score 1 \(1 of them only in\s+simulation\)/);
    expect(ended.stdout).toContain('  arena/lost-on-restart (simulated)  ');
    expect(ended.stdout).toMatch(/restarts servers only where\s+`faults` say so/);
    expect(readFileSync(join(scratch, 'only.xml'), 'utf8')).toContain(
      'lost-on-restart is killed (simulated)',
    );
    const report = reportOf((await turnwise([...asked, '--json'])).stdout);
    expect(report.counts).toMatchObject({ killed: 2, onlySimulated: 1 });
    expect(report.mutants.map(({ onlySimulated }) => onlySimulated)).toEqual([false, true]);
  });

  test('secrets stay out, hostile names are harmless', async () => {
    writeFileSync(
      join(scratch, 'hostile.yaml'),
      `
name: mine
target: https://staging.example.com
transport: { socket-io: { auth: { token: '\${env:TOKEN}' } } }
wire: { event-ack: { event: vote, payload: { room: '\${resource}' }, rejected: { ok: false } } }
users: 4
resources: ["a\\e[31mred", "a-very-secret-token", c]
model: { cooldown: { per: resource, every: 200ms } }
phases: [{ pacing: { cooldownAware: { rejects: 0.5 } }, steps: 4 }]
`,
    );
    const args = ['mutants', 'hostile.yaml', '--only', 'wrong-key', '--verbose'];
    const ended = await turnwise(args, { TOKEN: 'a-very-secret-token' });
    expect(ended.stdout).toContain('stand-in for your server: arena with cooldownMs 200\n');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout + ended.stderr).not.toContain('a-very-secret-token');
    // oxlint-disable-next-line no-control-regex -- an escape must not come through
    expect(ended.stdout).not.toMatch(/\u001B/);
    expect(ended.stdout).toContain('1 of 1 mutant killed');
  });

  test.each([
    [['mutants', 'voting', '--only', 'wrong-kee'], /did you mean "wrong-key"/],
    [['mutants', 'voting', '--min-score', '90'], /--min-score takes a share from 0 to 1/],
    [['mutants', 'voting', '--repeat', '0'], /--repeat takes a whole number/],
    [['mutants', 'voting', '--store', 'redis://127.0.0.1'], /--store is for --live/],
  ])('%s is bad usage', async (args, words) => {
    const ended = await turnwise(args);
    expect(ended.code, ended.stdout).toBe(3);
    expect(ended.stderr).toMatch(words);
  });

  test('Ctrl-C says what is known so far', async () => {
    const running = start(['mutants', 'voting', '--repeat', '3', '--json']);
    await running.saw('2 of ');
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(130);
    const report = reportOf(ended.stdout);
    expect(report.reasons[0]).toContain('stopped early');
    expect(report.counts.notPlayed).toBeGreaterThan(0);
  });
});

describe('turnwise mutants --live', () => {
  test.each([
    ['Socket.IO', small],
    ['WebSocket', ['mutants', 'live-ws.yaml', '--quiet']],
  ])('over %s, a server of its own each time', async (_, args) => {
    writeFileSync(
      join(scratch, 'live-ws.yaml'),
      `
name: live
target: arena
transport: ws
wire: { json-id: { payload: { id: '\${id}', type: vote, user: '\${user}', resource: '\${resource}' }, rejected: { ok: false, error: cooldown } } }
users: 6
resources: 3
connect: { over: 100ms }
model: { cooldown: { per: resource, every: 200ms } }
phases:
  - { pacing: { cooldownAware: { margin: 50ms, rejects: 0.5 } }, steps: 2 }
  - { name: duels, pacing: { duels: { margin: 50ms } }, steps: 6 }
`,
    );
    const ended = await turnwise([
      ...args,
      '--only',
      'wrong-key,check-then-set,lost-on-restart',
      '--live',
      '--json',
    ]);
    expect(ended.code, ended.stderr).toBe(0);
    const report = reportOf(ended.stdout);
    expect(report.played).toBe('live');
    expect(report.mutants.map(({ status }) => status)).toEqual(['killed', 'killed', 'not-played']);
    expect(report.controls.map(({ violations }) => violations)).toEqual([0]);
  });
});
