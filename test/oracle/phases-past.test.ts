import { expect, it } from 'vitest';
import { randomOf } from '../../src/plan/random.js';
import { compareOne, pasteable, type Drawn } from './compare.js';
import { isExplainable, type Tried, type TriedKey } from './every-instant.js';
import { closedForms } from './closed-form-drawn.js';
import { epochWindows, slidingCounters } from './phases-drawn.js';
import { refreshedWindows, restartingCooldowns } from './restarting-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'past';

/** So many unseen attempts are as good as any number, in a past that goes on so shortly. */
const unseen = 5;

it.each(
  Object.entries({ closedForms, restartingCooldowns, refreshedWindows, epochWindows, slidingCounters }),
)(
  'is exact about %s where the past nobody saw goes on after the first window began',
  (name, drawn: Drawn) => {
    const random = randomOf(seed, name);
    const found: Record<string, number> = { valid: 0, invalid: 0, unknown: 0 };
    for (let run = 0; run < 300; run++) {
      const model = drawn.model(random);
      const actions = Array.from({ length: 1 + random.below(5) }, (): Tried => {
        const startUs = random.below(10);
        const answer = random.below(2) === 0 ? 'accept' : 'reject';
        return { startUs, endUs: startUs + random.below(5), answer };
      });
      const firstUs = Math.min(...actions.map(({ startUs }) => startUs));
      const pastUntilUs = firstUs + 1 + random.below(3);
      const hidden: Tried = { startUs: firstUs, endUs: pastUntilUs, answer: 'unknown' };
      const limit = Number(model.parameters['limit'] ?? 1);
      if (limit > 1) continue;
      const key: TriedKey = { model, actions, pastUntilUs };
      const same = {
        ...key,
        actions: [...actions, ...Array.from({ length: unseen }, () => hidden)],
        pastUntilUs: firstUs,
      };
      const explained = explainOnly(key, drawn);
      found[explained]++;
      if ((explained === 'valid') !== isExplainable(same)) throw new Error(`${explained}: ${pasteable(key)}`);
    }
    expect(found['unknown']).toBe(0);
    expect(found['valid']).toBeGreaterThan(10);
  },
);

/** Only the search: what is certain without one is compared elsewhere. */
function explainOnly(key: TriedKey, drawn: Drawn): string {
  return compareOne(key, (world) => ({ ...drawn.search(world), must: () => null }));
}
