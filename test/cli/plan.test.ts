import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

const drop = (at: string): Promise<string> =>
  turnwise([...small, '--set', `faults=[{"drop":{"at":"${at}","share":0.5}}]`]).then(({ stdout }) => stdout);

const small = ['plan', 'voting', '--users', '4', '--resources', '3', '--steps', '4'];

describe('turnwise plan', () => {
  test('says what stays certain at usual round trips, or at one', async () => {
    const { code, stdout } = await turnwise(['plan', 'voting']);
    expect(code).toBe(0);
    for (const words of ['verdicts that stay certain', ' 1 ms ', ' 20 ms ', ' 100 ms ', '100 %'])
      expect(stdout).toContain(words);
    const sure = await turnwise(['plan', 'chaos']);
    expect(sure.stdout).not.toContain('20 ms ');
    const unlimited = await turnwise(['plan', 'soak']);
    expect(unlimited.stdout).toContain('nothing is limited');
    expect(unlimited.stdout).not.toContain('verdicts that stay certain');
    const one = await turnwise(['plan', 'voting', '--rtt', '6s']);
    expect(one.stdout).toContain('6000 ms');
    expect(one.stdout).not.toContain(' 20 ms ');
    expect(one.stdout).toContain('warning: nothing is decidable');
  });

  test('warns of a fault that would begin when the plan is over, and of no other one', async () => {
    expect(await drop('1h')).toMatch(/warning: 1 fault \(drop\) would begin 60 min into the plan or later/);
    expect(await drop('1ms')).not.toContain('would begin');
  });

  test('draws a picture, on standard output or into a file beside the words', async () => {
    const shown = await turnwise([...small, '--svg']);
    expect(shown.stdout).toMatch(/^<svg [^]*<\/svg>\n$/);
    const said = await turnwise([...small, '--svg', 'plan.svg']);
    expect(said.stdout).toContain('plan sha256:');
    expect(readFileSync(join(scratch, 'plan.svg'), 'utf8')).toBe(shown.stdout);
  });

  test.each([
    ['a round trip without a unit', ['--rtt', '30'], '30ms'],
    ['two things for standard output', ['--svg', '--json'], '--svg plan.svg'],
    ['a picture in a folder that is not there', ['--svg', 'none/plan.svg'], 'none/plan.svg'],
  ])('refuses %s', async (_, flags, hint) => {
    const { code, stderr } = await turnwise([...small, ...flags]);
    expect(code, stderr).toBe(3);
    expect(stderr).toContain(hint);
  });
});
