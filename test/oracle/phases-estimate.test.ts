import { expect, it } from 'vitest';
import { fixedWindow, modelFrom } from '../../src/models/index.js';
import { survivingPhases } from '../../src/oracle/contention/phases/search.js';
import { seen } from '../../src/oracle/contention/windows.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import { exactly } from './compare.js';
import { isExplainable, type Tried } from './every-instant.js';
import { questionOf } from './compare.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'estimate';
const per = ['resource'] as const;
const attempt = { user: 'u', resource: 'r', action: 'act', cost: 1 };

/** What a correct server of a phase answers, in windows of some width. */
function played(random: Random, phaseUs: number, shape: Shape): readonly Tried[] {
  const { windowUs, limit, count, gapUs, width } = shape;
  const model = fixedWindow({ per, limit, windowUs, anchor: 'epoch', originUs: phaseUs });
  let state = model.init();
  let atUs = 0;
  return Array.from({ length: count }, (): Tried => {
    atUs += random.below(gapUs);
    const { accepts, next } = model.decide(state, attempt, atUs);
    state = next;
    return {
      startUs: atUs - random.below(width),
      endUs: atUs + random.below(width),
      answer: accepts ? 'accept' : 'reject',
    };
  });
}

interface Shape {
  readonly windowUs: number;
  readonly limit: number;
  readonly count: number;
  readonly gapUs: number;
  readonly width: number;
}

function estimate(actions: readonly Tried[], { windowUs, limit }: Shape) {
  const model = fixedWindow({ per, limit, windowUs, anchor: 'epoch' });
  const question = questionOf({ model, actions, pastUntilUs: null });
  const world = { model, assumptions: exactly, attemptAt: () => attempt, reasonAt: () => undefined };
  return survivingPhases(world, question, { left: 1e6 });
}

it('rules out no phase that explains the answers, and where all were tried every one that does not', () => {
  const random = randomOf(seed, 'small');
  let ruledOut = 0;
  for (let run = 0; run < 100; run++) {
    const shape = { windowUs: 2 + random.below(8), limit: 1 + random.below(3), count: 6, gapUs: 5, width: 3 };
    const actions = played(random, random.below(shape.windowUs), shape);
    const left = estimate(actions, shape);
    for (let originUs = 0; originUs < shape.windowUs; originUs++) {
      const parameters = { per, limit: shape.limit, windowUs: shape.windowUs, anchor: 'epoch', originUs };
      const model = modelFrom({ name: 'fixedWindow', parameters });
      const isLeft = left.some(({ fromUs, toUs }) => fromUs <= originUs && originUs <= toUs);
      expect(isLeft).toBe(isExplainable({ model, actions, pastUntilUs: null }));
      if (!isLeft) ruledOut++;
    }
  }
  expect(ruledOut).toBeGreaterThan(50);
});

it('finds the phase of a server under load to within the windows of its actions', () => {
  const random = randomOf(seed, 'large');
  for (const phaseUs of [0, 345_678, 999_999]) {
    const shape = { windowUs: 1_000_000, limit: 10, count: 3000, gapUs: 140_000, width: 10_000 };
    const left = estimate(played(random, phaseUs, shape), shape);
    const width = left.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs + 1, 0);
    expect(left.some(({ fromUs, toUs }) => fromUs <= phaseUs && phaseUs <= toUs)).toBe(true);
    expect(width).toBeLessThan(20_000);
  }
});

it('leaves all phases where answers say nothing', () => {
  const question = {
    actions: [{ row: 0, startUs: 0, endUs: 1, seen: seen.accept }],
    pastUntilUs: null,
    isAlone: true,
  };
  const model = fixedWindow({ per, limit: 2, windowUs: 50, anchor: 'epoch' });
  const world = { model, assumptions: exactly, attemptAt: () => attempt, reasonAt: () => undefined };
  expect(survivingPhases(world, question, { left: 1e6 })).toEqual([{ fromUs: 0, toUs: 49 }]);
});
