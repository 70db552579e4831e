import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

const small = ['plan', 'voting', '--users', '4', '--resources', '3', '--steps', '4'];

describe('turnwise plan', () => {
  test('says what stays certain at usual round trips, or at one', async () => {
    const { code, stdout } = await turnwise(['plan', 'voting']);
    expect(code).toBe(0);
    for (const words of ['verdicts that stay certain', ' 1 ms ', ' 20 ms ', ' 100 ms ', '100 %'])
      expect(stdout).toContain(words);
    const one = await turnwise(['plan', 'voting', '--rtt', '6s']);
    expect(one.stdout).toContain('6000 ms');
    expect(one.stdout).not.toContain(' 20 ms ');
    expect(one.stdout).toContain('warning: nothing is decidable');
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
