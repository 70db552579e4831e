import { describe, expect, it } from 'vitest';
import { planTable } from '../../src/plan/plan-table.js';
import { goldenPlan, pacings, strategyNames } from './golden-plans.js';
import { stepsOf } from './specs.js';

/** Plans that people have stored must not change: these snapshots only ever change with a major version. */
describe('golden plans, seed 42', () => {
  for (const name of strategyNames) {
    it.each(pacings)(`${name}, %s`, (_, pacing) => {
      const made = goldenPlan(name, pacing);
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
