import { readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProbeReport } from '../../src/cli/probe-report.js';
import { startTestServer, type TestServer } from '../e2e/servers.js';
import { turnwise } from './inside.js';
import { scratch, start, type Ended } from './turnwise.js';

const simulated = (name: string, ...flags: string[]): Promise<Ended> =>
  turnwise(['probe', name, '--simulate', ...flags]);

const reportOf = ({ stdout, stderr }: Ended): ProbeReport => {
  expect(stdout, stderr).toMatch(/^\{/u);
  return JSON.parse(stdout) as ProbeReport;
};

/** What must not depend on the real clock, or on how often it was played. */
const timeless = ({ environment, command: _command, ...report }: ProbeReport): unknown => ({
  ...report,
  environment: { ...environment, startedAt: '' },
});

const historyIn = (out: string): string => readFileSync(join(scratch, out, 'latest/history.ndjson'), 'utf8');

const checked = (out: string, every: string): Promise<Ended> =>
  turnwise([
    'check',
    `${out}/latest/history.ndjson`,
    '--complete',
    '--model',
    `{"cooldown":{"per":"resource","every":"${every}"}}`,
  ]);

const servers: TestServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

describe('turnwise probe --simulate', () => {
  it.each([
    ['teeth/arena', 'cooldown', ['resource']],
    ['teeth/debounce', 'cooldown', ['resource']],
    ['teeth/api', 'tokenBucket', ['user']],
    ['teeth/chat', 'slidingLog', ['user']],
    ['teeth/quota', 'fixedWindow', ['user']],
    ['teeth/quota-by-clock', 'fixedWindow', ['user']],
  ] as const)('%s: a %s per %s, with the numbers that the scenario declares', async (name, family, per) => {
    const ended = await simulated(name, '--json', '--out', name.replace('/', '-'));
    expect(ended.code, ended.stderr).toBe(0);
    const { verdict, candidates, declared } = reportOf(ended);
    const [found] = candidates;
    expect({ verdict, family: found?.family, per: found?.per }).toEqual({ verdict: 'possible', family, per });
    const numbers = Object.entries(declared?.parameters ?? {}).filter(
      ([, value]) => typeof value === 'number',
    );
    expect(numbers.length).toBeGreaterThan(0);
    for (const [parameter, value] of numbers) {
      const { least, most } = found?.parameters[parameter] ?? { least: NaN, most: NaN };
      expect(least).toBeLessThanOrEqual(value as number);
      expect(most).toBeGreaterThanOrEqual(value as number);
    }
  });

  it('finds the real number of a server that is too short, and says how it differs', async () => {
    const ended = await simulated('teeth/arena', '--bug', 'short-cooldown', '--out', 'short');
    expect(ended.code, ended.stderr).toBe(1);
    expect(ended.stdout).toContain(`model: { cooldown: { per: 'resource', every: '120ms' } }`);
    expect(ended.stdout).toMatch(/IMPOSSIBLE: a cooldown of 200 ms per resource/u);
    for (const line of ended.stdout.split('\n'))
      if (!line.includes('turnwise check')) expect(line.length).toBeLessThanOrEqual(80);

    // What it prints is to be pasted: with that model the very same server passes.
    const model = 'model={ cooldown: { per: resource, every: 120ms } }';
    const again = [
      'simulate',
      'voting',
      '--bug',
      'short-cooldown',
      '--set',
      model,
      '--quiet',
      '--out',
      'pasted',
    ];
    const pasted = await turnwise(again);
    expect(pasted.code, pasted.stdout + pasted.stderr).toBe(0);
  });

  it('leaves what it saw and what that shows, for check to look at', async () => {
    const ended = await simulated('teeth/arena', '--bug', 'short-cooldown', '--json', '--out', 'left');
    const folder = realpathSync(join(scratch, 'left/latest'));
    expect(folder).toMatch(/left\/teeth-arena\/[\dT-]+-teeth-arena-probe$/u);
    expect(readdirSync(folder).toSorted()).toEqual(['findings.json', 'history.ndjson']);
    const report = reportOf(ended);
    expect(JSON.parse(readFileSync(join(folder, 'findings.json'), 'utf8'))).toEqual(report);
    const lines = readFileSync(join(folder, 'history.ndjson'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(report.actions);

    expect((await checked('left', '120ms')).code).toBe(0);
    expect((await checked('left', '200ms')).code).toBe(1);
  });

  it('asks and answers the same each time', async () => {
    const twice: unknown[] = [];
    for (const out of ['once', 'twice'])
      twice.push(timeless(reportOf(await simulated('teeth/chat', '--json', '--out', out))));
    expect(twice[1]).toEqual(twice[0]);
    expect(historyIn('twice')).toBe(historyIn('once'));
  });

  it('says what it could not tell with too small a budget', async () => {
    const ended = await simulated('teeth/arena', '--max-actions', '3', '--json', '--out', 'little');
    expect(ended.code, ended.stdout).toBe(2);
    const { verdict, reasons, untold, actions } = reportOf(ended);
    expect(verdict).toBe('untold');
    expect(actions).toBeLessThanOrEqual(3);
    expect([...reasons, ...untold].length).toBeGreaterThan(0);
  });

  it('probes the first of several kinds of action, and says so', async () => {
    const ended = await simulated('teeth/locks', '--out', 'locks', '--max-actions', '300');
    expect([0, 1, 2]).toContain(ended.code);
    expect(ended.stdout).toContain("only 'acquire' is probed");
  });
});

describe('turnwise probe', () => {
  it.each([
    [['--longest', '0ms'], '--longest must be longer than nothing'],
    [['--longest', '10'], '--longest has no known unit in `10`'],
    [['--max-actions', '0'], '--max-actions takes a whole number of at least 1'],
    [['--rtt', 'quick'], '--rtt must be a duration such as'],
    [['--max-duration', 'soon'], '--max-duration'],
    [['--bug', 'no-such'], 'no-such'],
    [['--longets', '1s'], '(Did you mean --longest?)'],
  ])('refuses %j', async (flags, message) => {
    const ended = await turnwise(['probe', 'teeth/arena', '--simulate', ...flags]);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(message);
    expect(ended.stdout).toBe('');
  });

  it('that is interrupted prints what it knows', async () => {
    const running = start(['probe', 'teeth/arena', '--out', 'broken-off', '--longest', '1m']);
    await running.saw('1 how many at once');
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect(code, stdout + stderr).toBe(130);
    expect(stdout).toMatch(/^FOUND/mu);
    expect(stdout).toContain('interrupted after');
  });

  it('that reaches nobody exits with 2, and no secret leaves it', async () => {
    const server = await startTestServer('ws', () => {}, { refuse: (shown) => shown });
    servers.push(server);
    const secret = 'hunter2-and-more';
    writeFileSync(
      join(scratch, 'refused.yaml'),
      [
        'name: refused',
        `target: ${server.url.replace('http', 'ws')}`,
        "transport: { ws: { query: { token: '${env:TW_SECRET}' } } }",
        "wire: { json-id: { payload: { id: '${id}', user: '${user}', resource: '${resource}' }, accepted: { ok: true }, rejected: { ok: false } } }",
        'users: 2',
        'resources: 2',
        'connect: { timeout: 500ms }',
        'model: { cooldown: { per: resource, every: 100ms } }',
      ].join('\n'),
    );
    const flags = ['--set', 'connect.over=0ms', '--out', 'refused'];
    const { code, stdout, stderr } = await turnwise(['probe', 'refused.yaml', ...flags], {
      TW_SECRET: secret,
    });
    expect(code, stdout + stderr).toBe(2);
    expect(stdout).toMatch(/^INCONCLUSIVE nobody could connect to ws:/mu);
    expect(stdout).not.toMatch(/FOUND|Paste|turnwise check/u);
    expect(stdout).toMatch(/users were not connected/u);
    const folder = realpathSync(join(scratch, 'refused/latest'));
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    expect([stdout, stderr, ...files].join()).not.toContain(secret);
  });
});
