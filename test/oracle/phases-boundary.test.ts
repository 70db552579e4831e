import { expect, it } from 'vitest';
import { cooldown, fixedWindow, slidingCounter } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import { phaseSearch } from '../../src/oracle/contention/phases/search.js';
import { restartingSearch } from '../../src/oracle/contention/restarting/search.js';
import type { World } from '../../src/oracle/contention/search.js';
import type { Random } from '../../src/plan/random.js';
import { compare } from './compare.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'boundary';
const per = ['resource'] as const;

/** Pairs of models: what the judge is told, with an exclusive boundary, and what that means. */
const pairs: Readonly<Record<string, (random: Random) => { readonly told: Model; readonly meant: Model }>> = {
  'a restarting cooldown': (random) => {
    const everyUs = 1 + random.below(8);
    return {
      told: cooldown({ per, everyUs, restartOnReject: true }),
      meant: cooldown({ per, everyUs: everyUs + 1, restartOnReject: true }),
    };
  },
  'windows by a clock': (random) => {
    const given = {
      per,
      limit: 1 + random.below(3),
      windowUs: 1 + random.below(8),
      anchor: 'epoch',
    } as const;
    const originUs = random.below(20) - 10;
    return {
      told: fixedWindow({ ...given, originUs }),
      meant: fixedWindow({ ...given, originUs: originUs + 1 }),
    };
  },
  'two counters': (random) => {
    const given = { per, limit: 1 + random.below(3), windowUs: 1 + random.below(8) };
    const originUs = random.below(20) - 10;
    return {
      told: slidingCounter({ ...given, originUs }),
      meant: slidingCounter({ ...given, originUs: originUs + 1 }),
    };
  },
};

it.each(Object.entries(pairs))('is exact about %s with an exclusive boundary', (name, pairOf) => {
  const told = new Map<string, Model>();
  const tried = compare(`${seed} ${name}`, 250, {
    model: (random) => {
      const pair = pairOf(random);
      told.set(JSON.stringify(pair.meant.parameters), pair.told);
      return pair.meant;
    },
    search: (world: World) => {
      const model = told.get(JSON.stringify(world.model.parameters)) ?? world.model;
      const search = model.driver.kind === 'phases' ? phaseSearch : restartingSearch;
      return search({ ...world, model, assumptions: { ...world.assumptions, boundary: 'exclusive' } });
    },
  });
  expect(tried.unknown).toBe(0);
  expect(Math.min(tried.valid, tried.invalid)).toBeGreaterThan(20);
});
