import { describe, expect, it } from 'vitest';
import { forecastTable } from '../../src/cli/forecast-table.js';
import { forecastWarnings } from '../../src/cli/forecast-warnings.js';
import { forecastOf, forecastSize, type Forecast } from '../../src/forecast.js';
import { planFor } from '../../src/plan-for.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { judge } from '../../src/oracle/judge.js';
import { behaviourOf } from '../../src/servers/catalog.js';
import { simulated } from '../../src/playing/simulate.js';
import { options } from '../scenario/support.js';
import { ms, sha256 } from './specs.js';

const voting: ScenarioInput = {
  name: 'voting',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'act' } },
  users: 9,
  resources: 4,
  model: { cooldown: { per: 'resource', every: '200ms' } },
  phases: [
    {
      strategy: 'latin-square',
      pacing: { cooldownAware: { margin: '30ms', rejects: 0.2, jitter: '5ms' } },
      steps: 12,
    },
    { pacing: { duels: { margin: '30ms' } }, steps: 8 },
  ],
};

function forecasts(input: ScenarioInput, ...roundTripsMs: number[]) {
  const scenario = scenarioOf(input, options());
  const plan = planFor(scenario, sha256);
  const found = forecastOf(
    scenario,
    plan,
    roundTripsMs.map((each) => each * ms),
  );
  return { scenario, plan, found, warnings: forecastWarnings(scenario, found[0]) };
}

const shareOf = ({ all }: Forecast) => all.decided / all.of;

describe('a forecast', () => {
  it('counts all actions by their aim, and decides everything where answers are fast', () => {
    const { plan, found } = forecasts(voting, 1, 20);
    for (const { aims, all } of found) {
      expect([aims.accept.of, aims.reject.of, aims.open.of]).toEqual(Object.values(plan.header.aims));
      expect(all.of).toBe(plan.header.actions);
      expect(all.decided).toBe(all.of);
    }
  });

  it('never decides more when answers take longer', () => {
    const { found } = forecasts(voting, 0, 1, 10, 25, 26, 30, 40, 60, 100, 150, 300, 6000);
    const shares = found.map(shareOf);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[0]).toBe(1);
    expect(shares.at(-1)).toBe(0);
  });

  it.each([2, 40, 90])(
    'at %d ms is what the judge says of a run with these very answers',
    async (roundTripMs) => {
      const { scenario, plan, found } = forecasts(voting, roundTripMs);
      const oneWay = { kind: 'constant', us: (roundTripMs * ms) / 2 } as const;
      const { history } = await simulated(
        scenario,
        plan,
        {
          behaviour: behaviourOf('arena', null),
          isOwn: true,
          network: { up: oneWay, down: oneWay },
          seed: 'x',
        },
        { stop: new AbortController().signal, watch: () => undefined },
      );
      const verdict = judge(scenario.model, history, scenario.assumptions);
      expect(verdict.decided).toBe(found[0]?.all.decided);
      expect(verdict.correct).toBe(verdict.decided);
    },
  );

  it('looks at the beginning of long phases only', () => {
    const { scenario, plan, found } = forecasts({ ...voting, phases: [{ steps: 2000 }, { steps: 10 }] }, 1);
    expect(plan.header.actions).toBeGreaterThan(20_000);
    expect(found[0]?.all.of).toBe(forecastSize(scenario.model, plan));
    expect(forecastSize(scenario.model, plan)).toBeLessThan(5200);
  });

  it.each<[string, Partial<ScenarioInput>, number, RegExp]>([
    ['all is well', {}, 1, /^$/],
    [
      'answers are slow',
      { phases: [{ pacing: { cooldownAware: { rejects: 0.2 } } }] },
      100,
      /^less than 50 % are decidable at a round trip of 100 ms or more: the run will be inconclusive$/,
    ],
    [
      'answers come too late',
      {},
      6000,
      /^nothing is decidable at a round trip of 6000 ms or more: whatever the server answers, the run proves nothing$/,
    ],
    [
      'nobody is refused',
      { phases: [{ pacing: { cooldownAware: { rejects: 0 } } }] },
      1,
      /^no reject is decidable at a round trip of 1 ms or more/,
    ],
    [
      'nobody is refused, and nobody need be',
      { phases: [{ pacing: { cooldownAware: { rejects: 0 } } }], oracle: { prove: 'accepts' } },
      1,
      /^$/,
    ],
    ['others use the same keys', { oracle: { exclusive: false } }, 1, /^no accept is decidable/],
    [
      'every key is tried once, and nobody knows what was before',
      {
        phases: [{ strategy: 'dedicated', pacing: { cooldownAware: { rejects: 0 } }, steps: 1 }],
        users: 4,
        oracle: { initial: 'unknown' },
      },
      1,
      /^nothing is decidable/,
    ],
  ])('warns when %s', (_, more, roundTripMs, words) => {
    expect(forecasts({ ...voting, ...more }, roundTripMs).warnings.join('\n')).toMatch(words);
  });

  it('prints as a table', () => {
    expect(forecastTable(forecasts(voting, 1, 20, 50).found).join('\n')).toMatchInlineSnapshot(`
      "round trip     accepts  certain rejects  either way  decided
            1 ms  108 of 108         27 of 27    16 of 16    100 %
           20 ms  108 of 108         27 of 27    16 of 16    100 %
           50 ms   52 of 108         22 of 27    16 of 16     59 %"
    `);
    expect(forecastTable([])).toEqual([]);
  });
});
