import { existsSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Repeats } from '../../src/report/repeats.js';
import type { Report } from '../../src/report/report.js';
import { readXml } from '../reporters/xml.js';
import { turnwise } from './inside.js';
import { arena, scratch, start, type Ended } from './turnwise.js';

const short = ['voting', '--users', '6', '--resources', '3', '--steps', '3', '--set', 'phases[1].steps=4'];

interface Written {
  readonly verdict: Report['verdict'];
  readonly command: string;
  readonly seed: string;
  readonly repeats: Repeats;
}

const jsonIn = (path: string): unknown => JSON.parse(readFileSync(join(scratch, path), 'utf8'));
const reportIn = (folder: string): Report => jsonIn(join(folder, 'report.json')) as Report;
const historyIn = (folder: string): Buffer => readFileSync(join(scratch, folder, 'history.arrow'));

/** The one `repeats.json` below a folder. */
function repeatsIn(out: string, scenario = 'voting'): Written {
  const names = readdirSync(join(scratch, out, scenario)).filter((name) => name.endsWith('.repeats.json'));
  expect(names).toHaveLength(1);
  return jsonIn(join(out, scenario, names[0] ?? '')) as Written;
}

/** What is pooled must be what the reports of the plays say. */
function expectToAddUp({ plays, races }: Repeats): void {
  const reports = plays.map(({ folder }) => reportIn(folder));
  expect(plays.map(({ folder: _folder, races: _races, raceAfter: _after, ...play }) => play)).toEqual(
    reports.map(({ seed, verdict, actions, oracle }) => ({
      seed,
      verdict,
      actions: actions.sent,
      decided: oracle.decided,
      violations: oracle.violationCount,
      meetings: oracle.meetings,
    })),
  );
  expect(races.meetings).toBe(reports.reduce((sum, { oracle }) => sum + oracle.meetings, 0));
  expect(races.plays).toBe(reports.filter(({ oracle }) => oracle.races.seen).length);
  expect(races.seen).toBe(races.plays > 0);
}

/** What was printed, without the breaks of lines. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** The words of a command in a report, none of which needs quotes here. */
const wordsOf = (command: string): readonly string[] => command.split(' ').slice(1);

/** A server of its own that asks its store first and writes later: the store is away for a moment, so some duels show it. */
const own = `
export default {
  name: 'own',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote', payload: { option: '\${resource}' }, rejected: { ok: false } } },
  users: 4,
  resources: 2,
  model: { cooldown: { per: 'resource', every: '200ms' } },
  phases: [
    { name: 'turns', pacing: 'cooldownAware', steps: 3 },
    { name: 'duels', pacing: { duels: { margin: '30ms' } }, steps: 1 },
  ],
  simulation: { server: { storeLatency: { uniform: { from: '100us', to: '600us' } } } },
  behaviour: ({ now, store }) => ({
    handle: async ({ resource }) => {
      const lastMs = await store.get(resource);
      if (lastMs !== undefined && now() - lastMs < 200) return { ok: false, error: 'cooldown' };
      await store.set(resource, now());
      return { ok: true };
    },
  }),
};
`;

describe('turnwise simulate --repeat', () => {
  let raced: Ended;
  beforeAll(async () => {
    writeFileSync(join(scratch, 'own.ts'), own);
    raced = await turnwise(['simulate', 'own.ts', '--repeat', '6', '--out', 'own', '--junit', 'own.xml']);
  }, 60_000);

  test('a race that some plays show: all are counted, and the first that failed is reported', () => {
    expect(raced.code, raced.stderr).toBe(1);
    const { repeats, verdict } = repeatsIn('own', 'own');
    expect(verdict).toBe('fail');
    expect(repeats.count).toBe(6);
    expect(repeats.plays.map(({ seed }) => seed)).toEqual(['own', ...[2, 3, 4, 5, 6].map((n) => `own/${n}`)]);
    expectToAddUp(repeats);
    const failing = repeats.plays.filter((play) => play.verdict === 'fail');
    expect(failing.length).toBeGreaterThan(0);
    expect(failing.length).toBeLessThan(6);
    const before = repeats.plays.slice(0, repeats.plays.indexOf(failing[0] ?? repeats.plays[0]));
    const first = before.reduce((sum, { meetings }) => sum + meetings, failing[0]?.raceAfter ?? 0);
    expect(repeats.races.firstAfter).toBe(first);
    expect(flat(raced.stdout)).toContain(
      `a race was seen in ${failing.length} of 6 plays, first after ${first} meetings`,
    );
    expect(raced.stdout).toContain(`Run          own, seed ${failing[0]?.seed}`);
    const root = readXml(readFileSync(join(scratch, 'own.xml'), 'utf8'));
    expect(root.children).toHaveLength(6);
    expect(root.attributes).toMatchObject({ tests: '6', failures: String(failing.length) });
  });

  test('every play has a folder with everything, and latest is the last', () => {
    const { repeats } = repeatsIn('own', 'own');
    expect(new Set(repeats.plays.map(({ folder }) => folder)).size).toBe(6);
    for (const { folder } of repeats.plays)
      for (const file of ['plan.json', 'history.arrow', 'report.json', 'report.html', 'junit.xml'])
        expect(existsSync(join(scratch, folder, file)), `${folder}/${file}`).toBe(true);
    expect(basename(realpathSync(join(scratch, 'own/latest')))).toBe(
      basename(repeats.plays.at(-1)?.folder ?? ''),
    );
    expect(new Set(repeats.plays.map(({ folder }) => reportIn(folder).plan.hash)).size).toBe(6);
  });

  test('the printed command and a replay play one of them alone again', async () => {
    const { repeats } = repeatsIn('own', 'own');
    const play = repeats.plays.findLast(({ verdict }) => verdict === 'fail') ?? repeats.plays[0];
    const { command } = reportIn(play.folder);
    expect(command).not.toContain('--repeat');
    await turnwise([...wordsOf(command), '--out', 'alone', '--quiet']);
    expect(existsSync(join(scratch, 'alone/latest/report.json'))).toBe(true);
    expect(historyIn('alone/latest').equals(historyIn(play.folder))).toBe(true);
    const replayed = await turnwise(['replay', play.folder, '--quiet', '--out', 'replayed']);
    expect(replayed.code, replayed.stderr).toBe(1);
    expect(historyIn('replayed/latest').equals(historyIn(play.folder))).toBe(true);
  });

  test('--shrink makes the first play that failed smaller', async () => {
    const ended = await turnwise([
      'simulate',
      'own.ts',
      '--repeat',
      '6',
      '--shrink',
      '--json',
      '--out',
      'small',
    ]);
    expect(ended.code, ended.stderr).toBe(1);
    const report = JSON.parse(ended.stdout) as Report;
    const failing = report.repeats?.plays.find(({ verdict }) => verdict === 'fail');
    expect(report.seed).toBe(failing?.seed);
    expect(report.plan).toMatchObject({ actions: 2 });
    expect(ended.stderr).toContain(`the whole run is in ${failing?.folder}`);
  });

  test('none seen is a bound, and never a promise', async () => {
    const ended = await turnwise(['simulate', ...short, '--repeat', '3', '--json', '--out', 'none']);
    expect(ended.code, ended.stderr).toBe(0);
    const { repeats, seed, verdict } = JSON.parse(ended.stdout) as Report;
    expect([verdict, seed]).toEqual(['pass', 'voting/3']);
    if (repeats === undefined) throw new Error('no repeats in the report');
    expectToAddUp(repeats);
    expect(repeats.races).toEqual({ meetings: 12, seen: false, chanceMax: 0.25, plays: 0, firstAfter: null });
    expect(repeatsIn('none').repeats).toEqual(repeats);
    expect(repeatsIn('none').command).toContain('--repeat 3');
    expect(ended.stderr.match(/^play \d of 3, /gm)).toHaveLength(3);
  });

  test('one play that could not tell makes all of them inconclusive', async () => {
    const sets = ['--set', 'phases=[{steps: 2, pacing: {fixed: {every: 1s}}}]', '--set', 'oracle.prove=both'];
    const ended = await turnwise([
      'simulate',
      ...short.slice(0, 7),
      ...sets,
      '--repeat',
      '2',
      '--out',
      'unsure',
    ]);
    expect(ended.code, ended.stdout + ended.stderr).toBe(2);
    expect(flat(ended.stdout)).toContain('2 of 2 plays could not tell');
    expect(flat(ended.stdout)).toContain('races were not looked for');
  });

  test('--repeat 1 is the same as without', async () => {
    const outs = [[], ['--repeat', '1']].map(async (flags, index) => {
      const ended = await turnwise(['simulate', ...short, ...flags, '--quiet', '--out', `once-${index}`]);
      return ended.stdout.replaceAll(`once-${index}`, 'once');
    });
    const [without, once] = await Promise.all(outs);
    expect(once).toBe(without);
    expect(readdirSync(join(scratch, 'once-1/voting'))).toHaveLength(1);
    expect(reportIn('once-1/latest').repeats).toBeUndefined();
  });

  test.each(['0', '-2', '1.5', 'many', '1000000'])('--repeat %s is bad usage', async (count) => {
    const ended = await turnwise(['simulate', 'voting', '--repeat', count]);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/--repeat takes a whole number of at (least 1|most 10000), not/);
  });
});

/** Hooks that write down what they are called with, and names that are new in each play. */
const hooked = `
import { appendFileSync } from 'node:fs';
const told = (what) => ({ seed, run, resourceNames }) =>
  appendFileSync('hooks.log', [what, seed, run, resourceNames[0]].join(' ') + '\\n');
export default {
  name: 'hooked',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote', payload: { user: '\${user}', resource: '\${resource}' }, rejected: { ok: false, error: 'cooldown' } } },
  users: 2,
  resources: { count: 1, name: 'r\${index}-\${run}' },
  model: { cooldown: { per: 'resource', every: '200ms' } },
  phases: [
    { name: 'turns', pacing: { cooldownAware: { margin: 'auto', rejects: 0.5 } }, steps: 3 },
    { name: 'duels', pacing: { duels: { margin: '60ms' } }, steps: 1 },
  ],
  setup: told('setup'),
  reset: told('reset'),
  teardown: told('teardown'),
};
`;

describe('turnwise run --repeat', () => {
  test('each play has its own server, its own hooks and its own names; the round trip is measured once', async () => {
    writeFileSync(join(scratch, 'hooked.ts'), hooked);
    const ended = await turnwise([
      'run',
      'hooked.ts',
      '--repeat',
      '2',
      '--seed',
      's',
      '--trace',
      'u0',
      '--out',
      'hooked',
    ]);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expectToAddUp(repeatsIn('hooked', 'hooked').repeats);
    expect(ended.stdout.match(/^round trip at most /gm)).toHaveLength(1);
    expect(ended.stdout.match(/^play \d of 2$/gm)).toEqual(['play 1 of 2', 'play 2 of 2']);
    const pids = [...ended.stdout.matchAll(/embedded arena, process (\d+)/g)].map(([, pid]) => pid);
    expect(new Set(pids).size).toBe(2);
    const lines = readFileSync(join(scratch, 'hooks.log'), 'utf8').trim().split('\n');
    const calls = lines.map((line) => line.split(' '));
    expect(calls.map(([what, seed]) => `${what} ${seed}`)).toEqual(
      ['s', 's/2'].flatMap((seed) => ['setup', 'reset', 'teardown'].map((what) => `${what} ${seed}`)),
    );
    expect(new Set(calls.map(([, , run]) => run)).size).toBe(2);
    expect(calls.every(([, , run, resource]) => resource === `r0-${run}`)).toBe(true);
    const [first, second] = repeatsIn('hooked', 'hooked').repeats.plays.map(({ folder }) => reportIn(folder));
    expect(first?.command).toMatch(/--seed s --margin \S+$/);
    expect(second?.command).toMatch(/--seed s\/2 --margin \S+$/);
  });

  test('keys that the first play has used are not fresh in the second, whatever the scenario declares', async () => {
    const server = await arena('--setting', 'cooldownMs=60000');
    const sets = [
      'phases=[{steps: 1, pacing: {duels: {margin: 30ms}}}]',
      'model.cooldown.every=60s',
      'oracle.initial=fresh',
    ].flatMap((set) => ['--set', set]);
    const args = ['run', ...short.slice(0, 5), '--target', server.url, ...sets];
    const ended = await turnwise([...args, '--repeat', '2', '--out', 'used']);
    server.child.kill();
    const [first, second] = repeatsIn('used').repeats.plays;
    expect(reportIn(first.folder).oracle.assumptions.initial).toBe('fresh');
    expect(reportIn(first.folder).actions.accepted).toBeGreaterThan(0);
    const report = reportIn(second.folder);
    expect(report.actions).toMatchObject({ accepted: 0 });
    expect(report.oracle).toMatchObject({ violationCount: 0, assumptions: { initial: 'unknown' } });
    expect(report.notes.join()).toContain('the plays before used these keys');
    expect(ended.code, ended.stdout).toBe(2);
  });

  test('Ctrl-C in the second play: what was done is reported, and the others are not begun', async () => {
    const run = start(['run', ...short, '--repeat', '3', '--out', 'stopped']);
    await run.saw('play 1 of 3, seed voting: ');
    await run.saw('seed voting/2');
    run.child.kill('SIGINT');
    const ended = await run.ended;
    expect(ended.code, ended.stdout + ended.stderr).toBe(130);
    const { repeats, verdict } = repeatsIn('stopped');
    expect(verdict).toBe('inconclusive');
    expect(repeats).toMatchObject({
      count: 3,
      plays: [{ seed: 'voting' }, { seed: 'voting/2', verdict: 'inconclusive' }],
    });
    expectToAddUp(repeats);
    expect(flat(ended.stdout)).toContain('stopped after 2 of 3 plays');
    expect(flat(ended.stdout)).toContain('none seen in');
  });
});
