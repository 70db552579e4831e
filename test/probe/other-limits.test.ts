import { expect, it } from 'vitest';
import { allOf, capacity, cooldown, slidingLog } from '../../src/models/index.js';
import type { ProbeSpec } from '../../src/probe/contract.js';
import { probeOf } from '../../src/probe/probe.js';
import { randomOf } from '../../src/plan/random.js';
import { network, specOf } from './hidden.js';
import { deciderOf, playedProbe, type Decider } from './simulated.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'others';

const found = (decider: Decider, over: Partial<ProbeSpec> = {}) =>
  playedProbe(probeOf(specOf(seed, over)), decider, network, seed).probe.findings();

it('says that what never comes back is a capacity, as far as it looked', () => {
  const { candidates, untold, rejectExtends } = found(deciderOf(capacity({ per: ['resource'], limit: 5 })));
  expect(candidates).toHaveLength(1);
  expect(candidates[0]).toMatchObject({ family: 'capacity', per: ['resource'] });
  expect(candidates[0].parameters).toEqual({ limit: { least: 5, most: 5 } });
  expect(untold.join()).toContain('after more than 10 s');
  expect(rejectExtends).toHaveProperty('untold');
});

it('says that nothing was refused where nothing is limited', () => {
  const findings = found({ decide: () => true });
  expect(findings.candidates.map(({ family }) => family)).toEqual(['none']);
  expect(findings.survivesReconnect).toEqual({ untold: 'nothing was refused' });
  expect(findings.actions).toBeLessThanOrEqual(600);
});

it('finds no single limit where there are two', () => {
  const user = cooldown({ per: ['user'], everyUs: 300_000 });
  const resource = cooldown({ per: ['resource'], everyUs: 200_000 });
  const { candidates, untold } = found(deciderOf(allOf([user, resource])));
  expect(candidates).toEqual([]);
  expect(untold.join()).toContain('several at once');
});

it('finds no single limit where its time varies', () => {
  const random = randomOf(seed, 'varying');
  const freeUs = new Map<string, number>();
  const { candidates, untold } = found({
    decide({ user }, atUs) {
      if (atUs < (freeUs.get(user) ?? 0)) return false;
      freeUs.set(user, atUs + 400_000 + random.below(600_000));
      return true;
    },
  });
  expect(candidates).toEqual([]);
  expect(untold.join()).toContain('its time varies');
});

it('compares what it found with what is declared', () => {
  const truth = deciderOf(cooldown({ per: ['user'], everyUs: 700_000 }));
  const declared = cooldown({ per: ['user'], everyUs: 900_000 });
  const findings = found(truth, { declared });
  expect(findings.declared).toBe('impossible');
  expect(findings.differences.join()).toMatch(
    /`every` is declared as 900 ms, but is between 69\d.* and 70\d/,
  );
  const same = found(deciderOf(slidingLog({ per: ['user'], limit: 2, windowUs: 733_000 })), {
    declared: slidingLog({ per: ['user'], limit: 2, windowUs: 733_000 }),
  });
  expect(same.declared).toBe('possible');
  expect(same.differences).toEqual([]);
  expect(same.candidates[0].model.parameters).toEqual({ per: ['user'], limit: 2, windowUs: 733_000 });
});

it('asks nothing where others use the target as well', () => {
  const spec = specOf(seed);
  const probe = probeOf({ ...spec, assumptions: { ...spec.assumptions, exclusive: false } });
  expect(probe.next).toBeNull();
  expect(probe.findings().untold.join()).toContain('Others use the target');
});

it('rests first where the past is unknown, and tells keys apart only where there are several', () => {
  const probe = probeOf(specOf(seed, { fresh: false }));
  expect(probe.next?.restUs).toBe(10_000_000);
  const alone = found(deciderOf(cooldown({ per: ['user'], everyUs: 700_000 })), { users: 1, resources: 1 });
  expect(alone.candidates.length).toBeGreaterThan(1);
  expect(alone.untold.join()).toContain('With one user only');
});
