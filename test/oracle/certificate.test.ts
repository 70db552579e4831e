import { describe, expect, it } from 'vitest';
import { certificateOf } from '../../src/oracle/certificate.js';
import type { Search, World } from '../../src/oracle/contention/search.js';
import { searchOf } from '../../src/oracle/contention/searches.js';
import { certificateFrom, certificateLines } from '../../src/oracle/verify/certificate-lines.js';
import { verifyCertificate } from '../../src/oracle/verify/verify-certificate.js';
import { askedHistory } from './asked-history.js';
import { compare } from './compare.js';
import { tinyModels } from './verify-models.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'certificate';
console.log(`seed ${seed}`);
const hash = 'sha256:none';

/** Makes a certificate, writes and reads it, and verifies it, in the place of a search. Gives up as the maker does. */
function certifying(world: World): Search {
  const { model } = world;
  return {
    forgetsAfterUs: model.recoveryUs,
    must: () => null,
    explain(question) {
      const asked = { model, ...askedHistory(world, question), hash };
      const made = certificateOf(asked);
      const certificate = certificateFrom(certificateLines(made));
      const result = verifyCertificate({ ...asked, certificate });
      if (result.kind !== 'verified') throw new Error(`${result.kind}: ${result.because}`);
      return result.without.length === 0 ? 'valid' : 'unknown';
    },
  };
}

describe('whatever a search explains gets a certificate, and each one verifies', () => {
  it.each(tinyModels.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const pastPercent = one.attempt === undefined ? 30 : 0;
    const drawn = { ...one, actionsMost: 7, pastPercent };
    const made = compare(`${seed} ${one.name}`, 150, { ...drawn, search: certifying });
    expect(made.valid).toBeGreaterThan(20);
    const searched = searchedOf(one.name, drawn);
    console.log(`${one.name}: ${made.valid} certificates of ${searched ?? 'nobody knows how many'}`);
    if (searched !== null) expect(made.valid).toBe(searched);
  });
});

/** How many of the same histories the search of the model explains; `null`: it has none. */
function searchedOf(name: string, drawn: Omit<Parameters<typeof compare>[2], 'search'>): number | null {
  try {
    return compare(`${seed} ${name}`, 150, { ...drawn, search: searchOf }).valid;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
