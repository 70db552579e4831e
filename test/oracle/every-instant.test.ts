import { describe, expect, it } from 'vitest';
import { randomOf } from '../../src/plan/random.js';
import { drawnKey, keptModels, pasteable } from './compare.js';
import { isExplainable } from './every-instant.js';
import { isExplainableSlowly } from './every-instant-slowly.js';
import { millionKinds } from './million-kinds.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'every instant';
const histories = 300;

describe('the fast walk through all instants and orders says the same as the slow one', () => {
  it.each(Object.entries(millionKinds))('about %s', (name, parts) => {
    const random = randomOf(seed, name);
    const kinds = parts.map((drawn) => keptModels({ ...drawn, actionsMost: 5 }));
    const found = { explainable: 0, impossible: 0 };
    for (let index = 0; index < histories; index++) {
      const kind = kinds[index % kinds.length];
      const key = drawnKey(random, kind);
      for (const model of kind.models?.(key.model) ?? [key.model]) {
        const one = { ...key, model };
        const expected = isExplainableSlowly(one);
        if (isExplainable(one) !== expected) throw new Error(`${expected}: ${pasteable(one)}`);
        found[expected ? 'explainable' : 'impossible']++;
      }
    }
    expect(Math.min(found.explainable, found.impossible)).toBeGreaterThan(histories / 6);
  });
});
