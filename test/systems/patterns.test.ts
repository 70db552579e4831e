import { describe, expect, it } from 'vitest';
import { bugs, caught, figures, played, scenarios } from './pattern-tables.js';

describe('docs/systems.md, patterns', () => {
  it('says what each pattern accepts, refuses and decides', async () => {
    for (const [index, scenario] of scenarios.entries())
      expect(await played(scenario)).toEqual(figures[index].slice(0, -1));
  });

  it('counts the bugs as it lists them', () => {
    expect(bugs).toHaveLength(17);
    for (const [index] of scenarios.entries()) {
      const many = bugs.filter((row) => row[2 + index] === 'yes').length;
      expect(figures[index].at(-1)).toBe(`${many} of ${bugs.length}`);
    }
  });

  it('says which pattern catches a limit that is counted on something else', async () => {
    const only = ['wrong-key', 'global-key'];
    for (const [index, scenario] of scenarios.entries()) {
      const listed = bugs.filter(([name]) => only.includes(name));
      expect(await caught(scenario, only)).toEqual(new Map(listed.map((row) => [row[0], row[2 + index]])));
    }
  });
});
