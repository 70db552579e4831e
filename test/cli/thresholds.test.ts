import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

const scenario = `name: gate
target: arena
transport: socket-io
wire:
  event-ack:
    event: vote
    payload: { user: '\${user}', resource: '\${resource}' }
    accepted: { ok: true }
    rejected: { ok: false, error: cooldown }
    reason: error
users: 6
resources: 3
model:
  cooldown: { per: resource, every: 200ms }
phases:
  - name: rotation
    strategy: round-robin
    pacing: { cooldownAware: { margin: 60ms, rejects: 0.5 } }
    steps: 6
  - name: duels
    strategy: round-robin
    pacing: { duels: { margin: 60ms } }
    steps: 4
`;

function gate(name: string, thresholds: string): string {
  const file = join(scratch, name);
  writeFileSync(file, thresholds === '' ? scenario : `${scenario}thresholds:\n${thresholds}\n`);
  return file;
}

async function reported(args: readonly string[]) {
  const ended = await turnwise([...args, '--json']);
  return { ...ended, report: ended.stdout === '' ? null : (JSON.parse(ended.stdout) as Report) };
}

describe('thresholds of the command line', () => {
  const plain = gate('plain.yaml', '');

  test.each([
    ['oracle.falseAccepts == 0', 0, 'pass'],
    ['latency.accepted.p95 < 1s', 0, 'pass'],
    ['actions.accepted < 3', 1, 'fail'],
    ['latency.accepted.p95 < 1us', 1, 'fail'],
    ['delivery.reach >= 0.999', 2, 'inconclusive'],
    ['hooks.login.p95 < 1s', 2, 'inconclusive'],
  ])('%s ends with %i', async (threshold, code, verdict) => {
    const ended = await reported(['simulate', plain, '--threshold', threshold]);
    expect(ended).toMatchObject({ code, report: { verdict } });
    expect(ended.report?.thresholds).toHaveLength(1);
    if (code > 0) expect(ended.report?.reasons.join()).toContain(threshold.split(' ')[0]);
  });

  test.each([
    [
      'latency.accepted.p96 < 1s',
      'names no metric: `latency.accepted.p96`; did you mean `latency.accepted.p90`?',
    ],
    ['latency.accepted.p95 < 100', 'has no unit in `100`'],
    ['oracle.accuracy == 1ms', 'has the unit `ms`'],
  ])('%s is refused before anything is played', async (threshold, message) => {
    for (const command of ['run', 'simulate']) {
      const { code, stderr, stdout } = await turnwise([command, plain, '--threshold', threshold]);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain(message);
      expect(stderr).toContain(`--threshold '${threshold}'`);
    }
  });
});

describe('a threshold of a part, on the command line', () => {
  const plain = gate('parts.yaml', '');
  const ofPhase = "{expect: 'actions.rejected == 0', phase: duels}";

  test('is written as in a scenario, for a run and for its check', async () => {
    const { code, report } = await reported(['simulate', plain, '--threshold', ofPhase]);
    expect(code).toBe(1);
    expect(report?.thresholds).toMatchObject([{ ok: false, scope: { by: 'phase', name: 'duels' } }]);
    const again = await reported(['check', 'runs/latest', '--no-thresholds', '--threshold', ofPhase]);
    expect(again.report?.thresholds).toEqual(report?.thresholds);
    for (const command of [
      ['simulate', plain],
      ['check', 'runs/latest'],
    ])
      expect(await turnwise([...command, '--threshold', "{expect: 'actions.snt > 1'}"])).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('`actions.sent`') as string,
      });
  });

  test('is told to whoever writes it as other tools do', async () => {
    const { code, stderr } = await turnwise([
      'simulate',
      plain,
      '--threshold',
      'oracle.accuracy{phase:duels} == 1',
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain("for one phase write {expect: 'oracle.accuracy ...', phase: duels}");
  });
});

describe('thresholds of a scenario', () => {
  const file = gate(
    'demands.yaml',
    `  - oracle.violations == 0
  - { expect: 'oracle.accuracy == 1', each: resource }
  - { expect: 'actions.rejected == 0', phase: duels }`,
  );

  test('are judged, kept in the run folder, and judged again', async () => {
    const { code, report } = await reported(['simulate', file]);
    expect(code).toBe(1);
    expect(report?.thresholds.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(report?.reasons).toEqual(['actions.rejected of phase duels was 4, and must be == 0']);
    const run = 'runs/latest';
    const again = await reported(['check', run]);
    expect(again.code).toBe(1);
    expect(again.report?.thresholds).toEqual(report?.thresholds);
    expect((await reported(['check', run, '--no-thresholds'])).code).toBe(0);
    const other = await reported(['check', run, '--no-thresholds', '--threshold', 'actions.sent > 1000']);
    expect(other).toMatchObject({ code: 1, report: { thresholds: [{ metric: 'actions.sent', ok: false }] } });
    expect((await turnwise(['check', run, '--threshold', 'actions.snt > 1'])).code).toBe(3);
  });

  test('are left out by a flag or by --set, and belong to no hash', async () => {
    const [all, none, empty] = [
      await reported(['simulate', file]),
      await reported(['simulate', file, '--no-thresholds']),
      await reported(['simulate', file, '--set', 'thresholds=[]', '--threshold', 'actions.sent > 0']),
    ];
    expect([all.code, none.code, empty.code]).toEqual([1, 0, 0]);
    expect(empty.report?.thresholds).toHaveLength(1);
    expect(new Set([all, none, empty].map(({ report }) => report?.scenario.hash)).size).toBe(1);
  });

  test('are judged in a replay, with those that are typed, or without', async () => {
    await reported(['simulate', file, '--threshold', 'actions.sent > 0']);
    const again = await reported(['replay', 'runs/latest', '--threshold', 'oracle.decided > 0']);
    expect(again.report?.thresholds.map(({ metric }) => metric)).toEqual([
      'oracle.violations',
      'oracle.accuracy',
      'actions.rejected',
      'actions.sent',
      'oracle.decided',
    ]);
    const none = await reported(['replay', 'runs/latest', '--no-thresholds']);
    expect(none).toMatchObject({ code: 0, report: { thresholds: [] } });
  });

  test('say where they are wrong: line, column and the nearest name', async () => {
    const wrong = gate(
      'wrong.yaml',
      `  - oracle.acuracy == 1
  - { expect: 'actions.sent > 1', phase: rotaton }
  - { expect: 'actions.sent > 1', resource: r7 }
  - { expect: 'actions.sent > 1', group: guests }
  - { expect: 'delivery.missing == 0', each: resource }
  - { expect: 'delivery.missing == 0', abortOnFail: true }
  - { expect: 'actions.sent > 1', phase: duels, user: u1 }
  - { expect: 'actions.sent > 1', after: 5s }
  - { expct: 'actions.sent > 1' }
  - 5`,
    );
    const { code, stderr } = await turnwise(['simulate', wrong]);
    expect(code).toBe(3);
    const found = stderr
      .trim()
      .split('\n')
      .map((line) => /wrong.yaml:(\d+):\d+: (.*)$/u.exec(line)?.slice(1) ?? [line]);
    expect(found).toEqual([
      ['25', '`thresholds[0]` names no metric: `oracle.acuracy`; did you mean `oracle.accuracy`?'],
      ['26', '`thresholds[1].phase` is no phase of this scenario: `rotaton`; did you mean `rotation`?'],
      ['27', expect.stringContaining('`thresholds[2].resource` is no resource of this scenario: `r7`')],
      ['28', '`thresholds[3].group` is no group of this scenario: `guests`'],
      [
        '29',
        '`thresholds[4].each` cannot be: delivery.missing is not known per resource; it is known of the whole run only',
      ],
      [
        '30',
        expect.stringMatching(
          /`thresholds\[5\]\.abortOnFail` cannot stop the run: delivery.missing .*; those that can: actions./u,
        ),
      ],
      ['31', expect.stringContaining('`thresholds[6].user` has no place beside `phase`')],
      ['32', expect.stringContaining('`thresholds[7].after` says from when on')],
      ['33', expect.stringContaining('unknown key `expct`; did you mean `expect`?')],
      ['34', expect.stringContaining('`thresholds[9]` must be text such as')],
    ]);
  });
});

describe('abortOnFail', () => {
  const file = gate('abort.yaml', `  - { expect: 'actions.rejected <= 2', abortOnFail: true, after: 100ms }`);

  test.each(['simulate', 'run'])(
    'stops a %s as soon as it cannot hold any more, and says so',
    async (command) => {
      const { code, report } = await reported([command, file]);
      expect(code).toBe(1);
      const [one] = report?.thresholds ?? [];
      expect(one).toMatchObject({ ok: false, abortedAtUs: expect.any(Number) as number });
      expect(one?.actual).toBeGreaterThan(2);
      expect(report?.actions.sent).toBeLessThan((report?.actions.planned ?? 0) / 2);
      expect(report?.interrupted).toBe(false);
      expect(report?.reasons.at(-1)).toMatch(
        /^actions.rejected was \d+, and must be <= 2; that stopped the run at/u,
      );
      const again = await reported(['check', 'runs/latest']);
      expect(again.report?.thresholds).toEqual(report?.thresholds);
      // What only the run could see is in its report.
      expect(again.report?.harness).toEqual(report?.harness);
      expect(again.report?.connections).toEqual(report?.connections);
      expect(again.report?.environment.startedAt).toBe(report?.environment.startedAt);
      if (command === 'run') expect(again.report?.harness.rssBytes).toBeGreaterThan(0);
      // Without the threshold it is a run that was cut short, and proves nothing.
      expect((await reported(['check', 'runs/latest', '--no-thresholds'])).code).toBe(2);
    },
  );

  test('waits for `after`, and lets a run end that does not last so long', async () => {
    const late = gate('late.yaml', `  - { expect: 'actions.rejected <= 2', abortOnFail: true, after: 1h }`);
    const { code, report } = await reported(['simulate', late]);
    expect(code).toBe(1);
    expect(report?.thresholds[0]).toMatchObject({ ok: false, abortedAtUs: null });
    expect(report?.actions.sent).toBe(report?.actions.planned);
  });

  test('stops when one of each part cannot hold any more, and when the judge has a proof', async () => {
    const each = gate('each.yaml', `  - { expect: 'actions.rejected == 0', each: phase, abortOnFail: true }`);
    expect((await reported(['simulate', each])).report?.actions.rejected).toBeLessThan(3);
    const judged = gate('judged.yaml', `  - { expect: 'oracle.violations == 0', abortOnFail: true }`);
    const { code, report } = await reported(['simulate', judged, '--bug', 'short-cooldown']);
    expect(code).toBe(1);
    expect(report?.actions.sent).toBeLessThan(report?.actions.planned ?? 0);
    expect(report?.thresholds[0]).toMatchObject({ ok: false, abortedAtUs: expect.any(Number) as number });
  });

  test('shows in what people and machines read', async () => {
    const { stdout } = await turnwise(['simulate', file]);
    expect(stdout).toMatch(
      /^Thresholds +was\n {2}actions.rejected <= 2 +\d +FAILS\n {6}stopped the run at/mu,
    );
    const junit = readFileSync(join(scratch, 'runs/latest/junit.xml'), 'utf8');
    expect(junit).toMatch(
      /<error type="inconclusive" message="a threshold stopped the run: \d+ of \d+ planned/u,
    );
    expect(junit).toContain('name="actions.rejected &#60;= 2"');
    expect(junit).toMatch(
      /<failure type="threshold" message="actions\.rejected was \d+, and must be &#60;= 2/u,
    );
  });
});
