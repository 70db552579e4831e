import { expect, it } from 'vitest';
import { cooldown, fixedWindow } from '../../src/models/index.js';
import { restartingSearch } from '../../src/oracle/contention/restarting/search.js';
import { closedForms } from './closed-form-drawn.js';
import { compare, compareOne, type Drawn } from './compare.js';
import { epochWindows, slidingCounters, unknownPhases } from './phases-drawn.js';
import { countingWindows, refreshedWindows, restartingCooldowns } from './restarting-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'costs';
const per = ['resource'] as const;

const kinds: Readonly<Record<string, Drawn>> = {
  closedForms,
  restartingCooldowns,
  refreshedWindows,
  countingWindows,
  epochWindows,
  unknownPhases,
  slidingCounters,
};

it.each(Object.entries(kinds))('is never wrong about %s where attempts cost differently', (name, drawn) => {
  const costs: Drawn = { ...drawn, actionsMost: 5, attempt: (random) => ({ cost: 1 + random.below(2) }) };
  const tried = compare(`${seed} ${name}`, 200, costs);
  console.log(`seed ${seed} ${name}: ${JSON.stringify(tried)}`);
  expect(tried.valid).toBeGreaterThan(10);
});

it.each(Object.entries(kinds))(
  'is exact about %s where all attempts cost 2 on a fresh key',
  (name, drawn) => {
    const costs: Drawn = { ...drawn, pastPercent: 0, attempt: () => ({ cost: 2 }) };
    const tried = compare(`${seed} two ${name}`, 150, costs);
    expect(tried.unknown).toBe(0);
  },
);

const at = (startUs: number, answer: 'accept' | 'reject', cost: number) => ({
  startUs,
  endUs: startUs,
  answer,
  attempt: { cost },
});

it('asks the model whether it looks at costs at all', () => {
  const actions = [at(0, 'accept', 3), at(1, 'reject', 1)];
  const key = { actions, pastUntilUs: null };
  const restarting = cooldown({ per, everyUs: 5, restartOnReject: true });
  const search = restartingSearch;
  expect(compareOne({ ...key, model: restarting }, search)).toBe('valid');
  const refreshed = fixedWindow({ per, limit: 1, windowUs: 5, refresh: 'attempt' });
  expect(compareOne({ ...key, model: refreshed }, search)).toBe('unknown');
});
