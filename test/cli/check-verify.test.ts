import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { turnwise } from './inside.js';
import { arena, scratch } from './turnwise.js';

/** The shipped scenario, made short. */
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
  'phases[1].steps=4',
];

/** A short run, and where it lies. */
async function played(name: string, ...flags: string[]): Promise<string> {
  await turnwise([...short, '--out', name, ...flags]);
  return join(scratch, name, 'latest');
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

describe('a run whose server was right', () => {
  test('gets a certificate that verifies, and one that was tampered with does not', async () => {
    const run = await played('right');
    const certificate = join(run, 'certificate.ndjson');
    const made = await turnwise(['check', run, '--certificate', certificate]);
    expect(made.code).toBe(0);
    expect(made.stdout).toContain('certificate: ');
    const verified = await turnwise(['check', run, '--verify']);
    expect(verified.stdout).toMatch(/certificate\.ndjson: verified, \d+ actions replayed\n$/);
    expect(verified.code).toBe(0);

    const lines = linesOf(certificate);
    const at = lines.findIndex((line) => line.includes('"accept"'));
    const turned = lines.map((line, index) => (index === at ? line.replace('"accept"', '"reject"') : line));
    const file = join(scratch, 'turned.ndjson');
    writeFileSync(file, `${turned.join('\n')}\n`);
    const wrong = await turnwise(['check', run, '--verify', file, '--json']);
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ findings: [{ what: file, result: 'wrong' }] });
    expect(wrong.stdout).toContain(`line ${at + 1}: `);

    const other = await turnwise(['check', run, '--verify', '--tick', '0']);
    expect(other.code).toBe(3);
    expect(other.stderr).toContain('other assumptions');
    const none = await turnwise(['check', run, '--verify', join(scratch, 'nowhere.ndjson')]);
    expect(none.code).toBe(3);
  });
});

describe('a run whose server was wrong', () => {
  test.each(['short-cooldown', 'wrong-key'])(
    'leaves cores that verify and are judged without flags: %s',
    async (bug) => {
      const server = await arena('--bug', bug);
      const run = await played(bug, '--target', server.url);
      server.child.kill();
      const core = join(run, 'violations/1.ndjson');
      expect(existsSync(core)).toBe(true);
      const verified = await turnwise(['check', run, '--verify']);
      expect(verified.stdout).toMatch(/violations\/\d+\.ndjson: verified, /);
      expect(verified.code).toBe(0);
      expect((await turnwise(['check', core])).code).toBe(1);
    },
  );

  test('a core with an answer taken away proves nothing', async () => {
    const server = await arena('--bug', 'short-cooldown');
    const run = await played('relaxed', '--target', server.url);
    server.child.kill();
    const core = join(run, 'violations/1.ndjson');
    const itself = join(scratch, 'core.ndjson');
    copyFileSync(core, itself);
    expect((await turnwise(['check', itself, '--verify'])).code).toBe(0);
    writeFileSync(itself, readFileSync(core, 'utf8').replace('"outcome":"accepted"', '"outcome":"unknown"'));
    const relaxed = await turnwise(['check', itself, '--verify']);
    expect(relaxed.stdout).toContain('WRONG, these answers have an explanation');
    expect(relaxed.code).toBe(1);
  });
});
