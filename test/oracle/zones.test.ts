import { describe, expect, it } from 'vitest';
import { fixedWindow, slidingLog, tokenBucket } from '../../src/models/index.js';
import { zoneSearch } from '../../src/oracle/contention/zones/search.js';
import { compare, compareOne } from './compare.js';
import { playDrifting } from './zones-drift.js';
import { drawnZones, zoneNames } from './zones-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'zones';
const kinds = ['plain', 'costs', 'exclusive'] as const;

describe.each(zoneNames)('the zone monitor agrees with the brute force on %s', (name) => {
  it.each(kinds)('%s', (kind) => {
    const histories = name === 'slidingLog' ? 200 : 600;
    const tried = compare(seed, histories, drawnZones(name)[kind]);
    console.log(`${name} ${kind}, seed ${seed}: ${JSON.stringify(tried)}`);
    expect(tried.unknown).toBeLessThan(histories / 100);
    expect(Math.min(tried.valid, tried.invalid)).toBeGreaterThan(histories / 6);
    expect(tried.musts).toBeGreaterThan(histories / 3);
  });
});

it('never accuses a limiter whose clock runs at another rate, or that is early or late', () => {
  const tried = playDrifting(seed, 1_000);
  console.log(`drifting, seed ${seed}: ${JSON.stringify(tried)}`);
  expect(tried.musts).toBeGreaterThan(5_000);
  expect(tried.rejects).toBeGreaterThan(5_000);
});

it('accuses a refusal that falls between two times of refusing, and no other', () => {
  const model = tokenBucket({ per: [], capacity: 1, refillEveryUs: 5 });
  const answered = (startUs: number, endUs: number) =>
    compareOne(
      {
        model,
        pastUntilUs: null,
        actions: [
          { startUs: 0, endUs: 0, answer: 'accept' },
          { startUs, endUs, answer: 'reject' },
          { startUs: 7, endUs: 7, answer: 'accept' },
        ],
      },
      zoneSearch,
    );
  expect([answered(4, 6), answered(5, 6), answered(5, 7)]).toEqual(['valid', 'invalid', 'valid']);
});

const open = (startUs: number, cost: number) =>
  ({ startUs, endUs: Infinity, answer: 'unknown', attempt: { cost } }) as const;

it.each([
  tokenBucket({ per: [], capacity: 1, refillEveryUs: 5 }),
  slidingLog({ per: [], limit: 1, windowUs: 5 }),
  fixedWindow({ per: [], limit: 1, windowUs: 5 }),
  fixedWindow({ per: [], limit: 1, windowUs: 5, refresh: 'accept' }),
])('does not forget an open action behind ones too dear for $name', (model) => {
  const refused = { startUs: 7, endUs: 7, answer: 'reject' } as const;
  // What it checks is that nothing is called certain that is not.
  const key = { model, pastUntilUs: null, actions: [open(3, 2), open(4, 3), open(6, 1), refused] };
  expect(compareOne(key, zoneSearch)).not.toBe('invalid');
});
