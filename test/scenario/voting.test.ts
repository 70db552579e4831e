import { expect, it } from 'vitest';
import { planFor } from '../../src/plan-for.js';
import { shippedScenarios } from '../../src/scenario/find.js';
import { loadScenario } from '../../src/scenario/load.js';
import { factsOf, options, sha256 } from './support.js';

it('voting is the same scenario in TypeScript and in YAML', async () => {
  const [inCode, inYaml] = await Promise.all(
    ['scenarios/voting.ts', 'scenarios/voting.yaml'].map((ref) => loadScenario(ref, options())),
  );
  expect(inCode && factsOf(inCode)).toEqual(inYaml && factsOf(inYaml));
  expect(inCode?.assumptions.initial).toBe('fresh');
});

it('voting by its bare name is the TypeScript one', async () => {
  expect((await loadScenario('voting', options())).file).toMatch(/scenarios\/voting\.ts$/);
});

it('voting takes about ten seconds, is refused in a fifth, and ends with few duels', async () => {
  const { header } = planFor(await loadScenario('voting', options()), sha256);
  const [rotation, duels] = header.phases;
  expect(rotation).toMatchObject({ lanes: 3, stepUs: 690_000 });
  expect(header.durationUs).toBeGreaterThan(8_000_000);
  expect(header.durationUs).toBeLessThan(12_000_000);
  expect(header.aims.rejects / (rotation?.actions ?? 0)).toBeCloseTo(0.2, 2);
  expect((duels?.actions ?? 0) / header.actions).toBeLessThanOrEqual(0.08);
  expect(header.warnings).toEqual([]);
});

it.each(shippedScenarios())(
  'the shipped %s loads and plans, from any folder of the machine',
  async (name) => {
    expect(planFor(await loadScenario(name, options()), sha256).header.actions).toBeGreaterThan(0);
  },
);

it('one user and two steps of voting can be planned, to look at a mapping', async () => {
  const scenario = await loadScenario('voting', options({ users: 1, steps: 2 }));
  expect(planFor(scenario, sha256).header.users).toBe(1);
});
