import { describe, expect, it } from 'vitest';
import { planTable } from '../../src/plan/plan-table.js';
import type { Pacing } from '../../src/plan/pacing.js';
import { duels, fixed } from '../../src/plan/pacings/index.js';
import { strategies, type StrategyName } from '../../strategies/index.js';
import { ms, paced, phaseOf, plan, stepsOf } from './specs.js';

const names: StrategyName[] = ['round-robin', 'stampede', 'dedicated'];
const pacings: [string, Pacing][] = [
  ['cooldown-aware', paced({ rejects: 0.25 })],
  ['fixed', fixed({ everyUs: 100 * ms, spread: true })],
  ['duels', duels({ marginUs: 30 * ms })],
];

/** Plans that people have stored must not change: these snapshots only ever change with a major version. */
describe('golden plans, seed 42', () => {
  for (const name of names) {
    it.each(pacings)(`${name}, %s`, (_, pacing) => {
      const made = plan({ users: 4, resources: 2, phases: [phaseOf(pacing, 3, strategies[name]())] });
      const lines = stepsOf(made).map(
        ({ id, intendedAtUs, user, resource, step, aim }) =>
          `${id} ${intendedAtUs} us: u${user} r${resource} step ${step} ${aim}`,
      );
      expect(
        [made.hash, ...made.header.feasibility, ...made.header.warnings, '', planTable(made), ...lines].join(
          '\n',
        ),
      ).toMatchSnapshot();
    });
  }
});
