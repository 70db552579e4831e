import { fixedWindow, modelFrom, slidingCounter } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import { phaseSearch } from '../../src/oracle/contention/phases/search.js';
import type { Drawn } from './compare.js';

const per = ['resource'] as const;

/** The model with every origin its windows can have. */
export function everyPhase({ name, parameters }: Model): readonly Model[] {
  if (parameters['originUs'] !== undefined) return [modelFrom({ name, parameters })];
  const windowUs = Number(parameters['windowUs']);
  return Array.from({ length: windowUs }, (_, originUs) =>
    modelFrom({ name, parameters: { ...parameters, originUs } }),
  );
}

/** Windows by a clock that is known. */
export const epochWindows: Drawn = {
  model: (random) =>
    fixedWindow({
      per,
      limit: 1 + random.below(4),
      windowUs: 1 + random.below(9),
      anchor: 'epoch',
      originUs: random.below(30) - 10,
    }),
  search: phaseSearch,
};

/** Windows by a clock that nobody knows. */
export const unknownPhases: Drawn = {
  model: (random) =>
    fixedWindow({ per, limit: 1 + random.below(3), windowUs: 1 + random.below(7), anchor: 'epoch' }),
  models: everyPhase,
  search: phaseSearch,
};

/** Two counters by a clock that is known. */
export const slidingCounters: Drawn = {
  model: (random) =>
    slidingCounter({
      per,
      limit: 1 + random.below(4),
      windowUs: 1 + random.below(9),
      originUs: random.below(30) - 10,
    }),
  search: phaseSearch,
};

/** Two counters by a clock that nobody knows. */
export const unknownSlidingPhases: Drawn = {
  model: (random) => slidingCounter({ per, limit: 1 + random.below(3), windowUs: 1 + random.below(6) }),
  models: everyPhase,
  search: phaseSearch,
};
