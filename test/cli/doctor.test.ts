import { describe, expect, it } from 'vitest';
import { findingsOf, isEnough, type Finding, type MachineFacts } from '../../src/cli/doctor/findings.js';
import { reservedIn } from '../../src/cli/doctor/machine.js';
import { doctorText } from '../../src/cli/doctor/text.js';
import { turnwise } from './inside.js';

/** A machine that has all that a thousand users need. */
const good: MachineFacts = {
  platform: 'linux',
  openFiles: { soft: 65_536, hard: 65_536 },
  ports: { first: 32_768, last: 60_999, reserved: 0, reuse: 2 },
  memory: { availableBytes: 8e9, isLimited: false },
  backlog: 4096,
  cores: 8,
  redis: '7.0.15',
  chromium: null,
  clock: { source: 'tsc', stepUs: 1, lateUs: { median: 100, worst: 3000 } },
};

function of(what: string, facts: Partial<MachineFacts>, users: number): Finding {
  const found = findingsOf({ ...good, ...facts }, users).find((finding) => finding.what === what);
  if (found === undefined) throw new Error(`no finding about ${what}`);
  return found;
}

describe('the doctor', () => {
  it('finds nothing wrong with a good machine, and says so first', () => {
    const findings = findingsOf(good, 1000);
    expect(isEnough(findings)).toBe(true);
    expect(doctorText(findings, 1000)).toMatch(/^nothing here is known to be too little for 1000 users\n/);
    expect(findings.map(({ what }) => what)).toEqual([
      'open files',
      'ports',
      'memory',
      'listen backlog',
      'cores',
      'clock',
      'redis-server',
      'chromium',
    ]);
  });

  it.each<[what: string, facts: Partial<MachineFacts>, users: number, ok: boolean | null]>([
    ['open files', { openFiles: { soft: 1024, hard: 1200 } }, 1000, true],
    ['open files', { openFiles: { soft: 1024, hard: 1199 } }, 1000, false],
    ['open files', { openFiles: { soft: 1024, hard: Infinity } }, 1_000_000, true],
    ['open files', { openFiles: null }, 1000, null],
    ['ports', {}, 28_232, true],
    ['ports', {}, 28_233, false],
    ['ports', { ports: { first: 1, last: 10, reserved: 3, reuse: null } }, 8, false],
    ['ports', { ports: null }, 60_000, null],
    ['memory', { memory: { availableBytes: 404_000_000, isLimited: false } }, 1000, true],
    ['memory', { memory: { availableBytes: 403_999_999, isLimited: true } }, 1000, false],
    ['listen backlog', { backlog: 128 }, 128, true],
    ['listen backlog', { backlog: 128 }, 129, false],
    ['listen backlog', { backlog: 4096 }, 100_000, true],
    ['listen backlog', { backlog: null }, 1000, null],
    ['cores', { cores: 1 }, 10, false],
    ['cores', { cores: 2 }, 10, true],
    ['clock', { clock: { ...good.clock, source: 'hpet' } }, 10, false],
    ['clock', { clock: { ...good.clock, source: null } }, 10, true],
    ['clock', { clock: { ...good.clock, lateUs: { median: 2001, worst: 9000 } } }, 10, false],
    ['clock', { clock: { ...good.clock, stepUs: 15_600 } }, 10, false],
    ['redis-server', { redis: null }, 10, null],
    ['chromium', { chromium: '120.0' }, 10, true],
  ])('%s of %o for %i users: %s', (what, facts, users, ok) => {
    expect(of(what, facts, users).ok).toBe(ok);
  });

  it('what is only unknown, or not installed, is no failure', () => {
    const unknown = { openFiles: null, ports: null, backlog: null, redis: null };
    expect(isEnough(findingsOf({ ...good, ...unknown, platform: 'win32' }, 50_000))).toBe(true);
  });

  it.each<[facts: Partial<MachineFacts>, users: number, commands: readonly string[]]>([
    [
      { openFiles: { soft: 1024, hard: 4096 } },
      20_000,
      [
        'sudo prlimit --pid $$ --nofile=40200:40200',
        "printf '* - nofile 40200\\n' | sudo tee /etc/security/limits.d/turnwise.conf   # then log in again",
      ],
    ],
    [
      { ports: { first: 32_768, last: 60_999, reserved: 0, reuse: 0 } },
      40_000,
      [
        'sudo sysctl -w net.ipv4.ip_local_port_range="1024 65535"',
        "printf 'net.ipv4.ip_local_port_range = 1024 65535\\n' | sudo tee /etc/sysctl.d/60-turnwise-ip_local_port_range.conf",
        'sudo sysctl -w net.ipv4.tcp_tw_reuse=1',
        "printf 'net.ipv4.tcp_tw_reuse = 1\\n' | sudo tee /etc/sysctl.d/60-turnwise-tcp_tw_reuse.conf",
      ],
    ],
    [
      { platform: 'darwin', openFiles: { soft: 256, hard: 256 } },
      1000,
      [
        'sudo launchctl limit maxfiles 2200 2200 && ulimit -n 2200',
        "printf 'kern.maxfilesperproc=2200\\nkern.maxfiles=8800\\n' | sudo tee -a /etc/sysctl.conf",
      ],
    ],
    [{ redis: null }, 10, ['sudo apt-get install redis-server']],
    [{ redis: null, platform: 'darwin' }, 10, ['brew install redis']],
    [{ openFiles: { soft: 8, hard: 8 }, platform: 'win32' }, 10, []],
  ])('%o for %i users is fixed by these very commands', (facts, users, commands) => {
    const plenty = users > 30_000 ? { openFiles: { soft: Infinity, hard: Infinity } } : {};
    const findings = findingsOf({ ...good, chromium: '1.0', ...plenty, ...facts }, users);
    expect(findings.flatMap(({ fixes }) => fixes.map(({ command }) => command))).toEqual(commands);
    for (const command of commands) expect(doctorText(findings, users)).toContain(command);
  });

  it('never needs less for more users, and says how many source addresses would do', () => {
    const rooms = [10, 1000, 30_000, 1_000_000].map((users) => findingsOf(good, users));
    for (const [index, findings] of rooms.entries())
      for (const [at, { ok }] of findings.entries())
        if (ok === false) for (const later of rooms.slice(index)) expect(later[at]?.ok).toBe(false);
    expect(of('ports', {}, 60_000).why).toContain('3 source addresses would do as well');
  });

  it.each([
    ['', 0],
    ['8080,9148\n', 1],
    ['9000-9010,32000-33000', 2 + 1],
    ['70000-80000', 0],
    ['nonsense', 0],
  ])('of the reserved ports %j those in 9009 to 32000 count', (list, many) => {
    expect(reservedIn(list, 9009, 32_000)).toBe(many);
  });
});

describe('turnwise doctor', () => {
  it('looks at this machine, and exits as it says', async () => {
    const { code, stdout } = await turnwise(['doctor', '--users', '10', '--json']);
    const said = JSON.parse(stdout) as { users: number; ok: boolean; findings: Finding[] };
    expect([said.users, code]).toEqual([10, said.ok ? 0 : 2]);
    expect(said.ok).toBe(isEnough(said.findings));
    expect(said.findings).toHaveLength(8);
    const many = await turnwise(['doctor', '--users', '10000000']);
    expect(many.code).toBe(2);
    expect(many.stdout).toMatch(/NO {2}memory/);
  });

  it('refuses what is no number of users', async () => {
    expect(await turnwise(['doctor', '--users', 'many'])).toEqual({
      code: 3,
      stdout: '',
      stderr: "turnwise: --users takes a whole number of at least 1, not 'many'\n",
    });
  });
});
