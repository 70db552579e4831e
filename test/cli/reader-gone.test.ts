import { describe, expect, test } from 'vitest';
import { scratch, start } from './turnwise.js';

/** Runs it, and goes away as soon as it says something. */
async function readFirstWord(args: readonly string[], streams: readonly ('stdout' | 'stderr')[]) {
  const { child, ended } = start([...args, '--out', `${scratch}/gone`]);
  for (const stream of streams) child[stream]?.once('data', () => child[stream]?.destroy());
  return (await ended).code;
}

describe('whoever stops reading', () => {
  const simulate = ['simulate', 'voting'];

  test.each([
    ['a right server', [], 0],
    ['a wrong server', ['--bug', 'wrong-key'], 1],
  ])('changes nothing of the verdict on %s', async (_, flags, code) => {
    expect(await readFirstWord([...simulate, ...flags], ['stdout'])).toBe(code);
    expect(await readFirstWord([...simulate, ...flags], ['stdout', 'stderr'])).toBe(code);
  });

  test('ends an export', async () => {
    await start([...simulate, '--quiet', '--out', `${scratch}/run`]).ended;
    const { child, ended } = start(['export', `${scratch}/run/latest`]);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
  });
});
