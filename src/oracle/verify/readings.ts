import type { Assumptions } from '../../models/assumptions.js';
import { modelFrom, type StoredModel } from '../../models/index.js';
import type { Model } from '../../models/model.js';

/** By what lengths a limiter may have gone at each decision: as short and as long as the assumptions allow. */
export type Readings = readonly Model[];

type Stretch = (durationUs: number) => number;

/**
 * The model with its durations as they are, or once shortest and once longest where clocks drift and
 * limits end early or late: a correct limiter may go by either at every decision. A limit that is
 * exclusive ends a microsecond later. `null` where nobody can say what other durations would mean.
 */
export function readingsOf(model: Model, assumptions: Assumptions): Readings | null {
  const { driftPpm, graceUs, boundary } = assumptions;
  const late = boundary === 'exclusive' ? 1 : 0;
  const drifted = (us: number, ppm: number): number => ((us + late) * (1_000_000 + ppm)) / 1_000_000;
  const shortest: Stretch = (us) => Math.floor(drifted(us, -driftPpm)) - graceUs.early;
  const longest: Stretch = (us) => Math.ceil(drifted(us, driftPpm)) + graceUs.late;
  const isExact = driftPpm === 0 && graceUs.early === 0 && graceUs.late === 0;
  if (isExact && late === 0) return [model];
  const readings = (isExact ? [longest] : [shortest, longest]).map((stretch) => stretched(model, stretch));
  return readings.every((reading) => reading !== null) ? readings : null;
}

/** The model with other durations; `null` where it has none to change, or one would vanish. */
function stretched(model: Model, stretch: Stretch): Model | null {
  try {
    if (Object.keys(model.parameters).length > 0) return modelFrom(storedWith(model, stretch));
    if (model.driver.kind === 'bounded' && model.driver.stretched !== null)
      return model.driver.stretched(stretch);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Parameters are named after their units, and all of them that are times are durations but the origin. */
function storedWith({ name, parameters }: StoredModel, stretch: Stretch): StoredModel {
  const changed = Object.entries(parameters).map(([key, value]): [string, unknown] => {
    if (key === 'rules')
      return [key, (value as readonly StoredModel[]).map((rule) => storedWith(rule, stretch))];
    const isDuration = typeof value === 'number' && key.endsWith('Us') && key !== 'originUs';
    return [key, isDuration ? stretch(value) : value];
  });
  return { name, parameters: Object.fromEntries(changed) };
}

/** The model with the origin of its windows by the clock told. */
export function withOrigin({ name, parameters }: Model, originUs: number): Model {
  return modelFrom({ name, parameters: { ...parameters, originUs } });
}
