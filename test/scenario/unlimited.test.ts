import { describe, expect, it } from 'vitest';
import { planFor } from '../../src/plan-for.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { complaintOf, fileOf, options, sha256 } from './support.js';

const base = {
  name: 'x',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote' } },
  users: 4,
  resources: 2,
};
const loaded = (more: object): Scenario => scenarioOf({ ...base, ...more } as ScenarioInput, options());
const pacings = [
  { fixed: { every: '50ms' } },
  { open: { rate: '50/s' } },
  { bursts: { size: 3, pause: '200ms' } },
  'barrier',
  'duels',
];

describe('a scenario without a limit', () => {
  it.each(pacings)('%j plays, and looks for no limit', (pacing) => {
    for (const model of [{}, { model: 'unlimited' }, { model: { kind: 'unlimited' } }]) {
      const scenario = loaded({ pacing, ...model });
      expect([scenario.model.name, scenario.prove]).toEqual(['unlimited', 'accepts']);
      const { header } = planFor(scenario, sha256);
      expect(header.durationUs).toBeGreaterThan(100_000);
      expect(header.feasibility.join('\n')).toMatch(/expect \d+ accepts: nothing is limited/);
      expect(header.warnings.join('\n')).not.toMatch(/limit|refused/);
    }
  });

  it.each(['cooldownAware', 'contended', 'probing'])('%s follows a limit', async (pacing) => {
    const text = JSON.stringify({ ...base, pacing });
    expect(await complaintOf(fileOf('x.json', text))).toContain(
      `\`pacing\` cannot be \`${pacing}\`, which follows a limit, and this scenario has none; take \`fixed\`, \`open\`, \`bursts\` or \`barrier\``,
    );
  });

  it('has to say how fast its users act, and when bursts begin again', async () => {
    expect(await complaintOf(fileOf('x.json', JSON.stringify(base)))).toMatch(
      /`pacing` is missing: without a `model` there is no limit to follow/,
    );
    const text = JSON.stringify({ ...base, pacing: { bursts: { size: 2 } } });
    expect(await complaintOf(fileOf('x.json', text))).toMatch(/`pacing` needs `bursts.pause`/);
  });

  it('may still ask for rejects to be proven, of which there are none', () =>
    expect(loaded({ pacing: pacings[0], oracle: { prove: 'rejects' } }).prove).toBe('rejects'));
});
