import { describe, expect, it } from 'vitest';
import type { Search, World } from '../../src/oracle/contention/search.js';
import { verifyCore } from '../../src/oracle/verify/verify-core.js';
import { askedHistory } from './asked-history.js';
import { compare } from './compare.js';
import { tinyModels } from './verify-models.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'core';
console.log(`seed ${seed}`);

/** The verifier of cores in the place of a search, so that it is compared as every search is. */
function verifying(world: World): Search {
  const { model } = world;
  return {
    forgetsAfterUs: model.recoveryUs,
    must: () => null,
    explain(question) {
      const { kind } = verifyCore({ model, ...askedHistory(world, question), stepsMost: 200_000 });
      return kind === 'proven' ? 'invalid' : kind === 'explained' ? 'valid' : 'unknown';
    },
  };
}

describe('a core is proven exactly when no integer instant explains it', () => {
  it.each(tinyModels.map((one) => [one.name, one] as const))('%s', (_, one) => {
    // Those unseen may be anybody for the verifier, and are nobody in particular for the brute force.
    const pastPercent = one.attempt === undefined ? 30 : 0;
    const drawn = { ...one, search: verifying, actionsMost: 6, pastPercent, othersPercent: pastPercent / 3 };
    const seen = compare(`${seed} ${one.name}`, 200, drawn);
    console.log(JSON.stringify(seen));
    expect(seen.invalid).toBeGreaterThan(20);
    expect(seen.unknown).toBeLessThan(20);
  });
});
