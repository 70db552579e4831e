import { describe, expect, it } from 'vitest';
import { bugs, caught, scenarios } from './pattern-tables.js';

describe('docs/systems.md, patterns', () => {
  it.each(scenarios.map((scenario, index) => [scenario, index] as const))(
    'says which bugs %s catches',
    async (scenario, index) => {
      expect(await caught(scenario, [])).toEqual(new Map(bugs.map((row) => [row[0], row[2 + index]])));
    },
  );
});
