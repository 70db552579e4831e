import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { loadScenario, scenarioOf } from '../../src/scenario/load.js';
import { jsonSchema } from '../../src/scenario/schema.js';
import { anyScenario } from './arbitrary.js';
import { sameInEveryForm } from './laws.js';
import { asyncCounterexample, counterexample, factsOf, fileOf, folder, options, seed } from './support.js';

/*
 * Goal: a scenario means the same in TypeScript, YAML and JSON. Method: any sound scenario is
 * written in all of them and loaded again; wires, strategies and models are compared by what they
 * answer.
 */

describe(`any sound scenario (seed ${seed})`, () => {
  it('means the same in code, in YAML and in JSON', () => {
    expect(counterexample(sameInEveryForm(), 120)).toBe(null);
  });

  it('means the same in a TypeScript file', async () => {
    const inside = folder();
    const law = fc.asyncProperty(anyScenario(), fc.nat(), async (written, number) => {
      const text = `import { defineScenario } from 'turnwise';\nexport default defineScenario(${JSON.stringify(written)});\n`;
      const loaded = await loadScenario(fileOf(`x${number}.ts`, text, inside), options());
      const inCode = scenarioOf(written, options());
      const { transport: _, ...facts } = factsOf(loaded) as Record<string, unknown>;
      expect(factsOf(inCode)).toMatchObject(facts);
      expect(loaded.hash).toBe(inCode.hash);
    });
    expect(await asyncCounterexample(law, 15)).toBe(null);
  });

  it('has only integer durations that are not negative', () => {
    const law = fc.property(anyScenario(), (written) => {
      const wrong = durationsOf(scenarioOf(written, options())).filter(
        ([, us]) => !Number.isSafeInteger(us) || us < 0,
      );
      expect(wrong).toEqual([]);
    });
    expect(counterexample(law)).toBe(null);
  });

  it('is sound by the JSON Schema that editors use', () => {
    const editors = z.fromJSONSchema(jsonSchema());
    const law = fc.property(anyScenario(), (written) => {
      expect(editors.safeParse(written).error?.issues).toBe(undefined);
    });
    expect(counterexample(law)).toBe(null);
  });
});

/** Every number whose name ends in `Us`, with the name. */
function durationsOf(value: unknown, name = ''): [string, number][] {
  if (typeof value === 'number') return name.endsWith('Us') ? [[name, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => durationsOf(inner, key));
}
