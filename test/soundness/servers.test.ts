import { describe, expect, test } from 'vitest';
import { servers } from '../../src/servers/catalog.js';
import { playServerDay, serverGate, wronged } from './server-gate.js';
import { served, type Served } from './servers.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'servers';
const seedsFor = ({ isSlow }: Served, most: number): readonly string[] =>
  Array.from({ length: isSlow === true ? Math.ceil(most / 2) : most }, (_, day) => `${seed}-${day}`);

describe(`the soundness gate of every server, simulated (seed ${seed})`, () => {
  test('leaves out no server of the catalog', () => {
    expect(new Set(served.map(({ server }) => server))).toEqual(new Set(servers().map(({ name }) => name)));
  });

  test.each(served)('$title is never accused, on one node or two', async (one) => {
    const { accusations, accepts, rejects } = await serverGate(one, seedsFor(one, 5));
    expect(accusations.join('\n')).toBe('');
    expect(accepts, 'a gate that decides nothing accuses nobody').toBeGreaterThan(0);
    if (one.neverRefuses !== true) expect(rejects).toBeGreaterThan(0);
  });

  test.each(served)('$title is convicted on such days when it is set up wrongly', async (one) => {
    for (const day of seedsFor(one, 20)) {
      const { accusations } = await serverGate(wronged(one), [day]);
      if (accusations.length > 0) return;
    }
    expect.unreachable('a gate that convicts nobody proves nothing');
  });

  test('the same day twice is the same history, bit for bit, on two nodes as on one', async () => {
    const arena = served.find(({ server }) => server === 'arena');
    if (arena === undefined) throw new Error('there is no arena');
    for (const nodes of [1, 2]) {
      const day = async () => (await playServerDay(arena, seed, nodes)).played;
      const [one, two] = [await day(), await day()];
      expect(two.history.settledAtUs).toEqual(one.history.settledAtUs);
      expect(two.report).toEqual(one.report);
    }
  });
});
