import { describe, expect, it } from 'vitest';
import { voting } from '../../src/behaviours/voting.js';
import { planFor } from '../../src/plan-for.js';
import { loadScenario } from '../../src/scenario/load.js';
import { simulate } from '../../src/playing/simulate.js';
import { sha256 } from './specs.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'edge';
const network = {
  up: { kind: 'uniform', fromUs: 300, toUs: 1500 },
  down: { kind: 'uniform', fromUs: 300, toUs: 1500 },
} as const;
const origin = {
  command: 'near the edge',
  environment: { turnwise: 'test', node: 'test', os: 'test', startedAt: '1970-01-01T00:00:00.000Z' },
};

/** The shipped voting scenario, which promises 200 ms, against a server that keeps another cooldown. */
async function votingAgainst(cooldownMs: number) {
  const scenario = await loadScenario('voting', { env: {}, run: seed, digest: sha256 });
  const world = { behaviour: voting, network, server: { settings: { cooldownMs } }, seed };
  const ports = { stop: new AbortController().signal, watch: () => {} };
  const { verdict, report } = await simulate(scenario, planFor(scenario, sha256), world, ports, origin);
  const proven = verdict.violations.filter(({ strength }) => strength === 'proven');
  return { verdict: report.verdict, proven: proven.map(({ kind }) => kind) };
}

/** A margin of 30 ms: refusals are tried until 170 ms after an accept, accepts from 225 ms on. */
describe(`how near to the limit the shipped voting scenario looks (seed ${seed})`, () => {
  it.each([120, 150, 165, 170, 230, 260])('a cooldown of %i ms instead of 200', async (cooldownMs) => {
    const { verdict, proven } = await votingAgainst(cooldownMs);
    expect(verdict).toBe('fail');
    expect(proven.length).toBeGreaterThan(0);
  });

  it('accuses nobody of the right cooldown', async () => {
    expect(await votingAgainst(200)).toEqual({ verdict: 'pass', proven: [] });
  });
});
