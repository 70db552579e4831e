import type { Assumptions } from '../../models/assumptions.js';
import { modelFrom, type StoredModel } from '../../models/index.js';
import type { Model } from '../../models/model.js';

/** Which lengths a limiter went by at a decision: as short or as long as the assumptions allow. */
export type Length = 'shortest' | 'longest';

/** A model with every allowance for its durations: a correct limiter may go by any of them at each decision. */
export interface Readings {
  /** The durations as they were declared; where the limit is exclusive, a microsecond longer. */
  readonly declared: Model;
  /** With other durations; none where they are exact, or where nobody can say what others would be. */
  readonly others: readonly { readonly by: Length; readonly model: Model }[];
  /** Whether there is nothing else that the assumptions allow. */
  readonly areAll: boolean;
}

type Stretch = (durationUs: number) => number;

/** Reads a model under assumptions: clocks drift, limits end early or late, and a limit may be exclusive. */
export function readingsOf(model: Model, { driftPpm, graceUs, boundary }: Assumptions): Readings {
  const late = boundary === 'exclusive' ? 1 : 0;
  const rate = driftPpm / 1_000_000;
  const declared = late === 0 ? model : stretched(model, (us) => us + late);
  if (driftPpm === 0 && graceUs.early === 0 && graceUs.late === 0)
    return { declared: declared ?? model, others: [], areAll: declared !== null };
  const shortest = stretched(model, (us) => Math.floor((us + late) * (1 - rate)) - graceUs.early);
  const longest = stretched(model, (us) => Math.ceil((us + late) / (1 - rate)) + graceUs.late);
  return {
    declared: declared ?? model,
    others: [
      ...(shortest === null ? [] : [{ by: 'shortest' as const, model: shortest }]),
      ...(longest === null ? [] : [{ by: 'longest' as const, model: longest }]),
    ],
    areAll: declared !== null && shortest !== null && longest !== null,
  };
}

/** The model with the origin of its windows by the clock told. */
export function withOrigin({ name, parameters }: Model, originUs: number): Model {
  return modelFrom({ name, parameters: { ...parameters, originUs } });
}

/** The model with other durations; `null` where nobody can say what that is, or where one would vanish. */
function stretched(model: Model, stretch: Stretch): Model | null {
  const { driver } = model;
  if (isByClock(model)) return null;
  try {
    if (Object.keys(model.parameters).length > 0) return modelFrom(storedWith(model, stretch));
    if (driver.kind === 'bounded' && driver.stretched !== null) return driver.stretched(stretch);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Windows by a clock that are longer would all be somewhere else. */
function isByClock({ driver }: Model): boolean {
  return driver.kind === 'phases' || (driver.kind === 'composed' && driver.rules.some(isByClock));
}

/** Parameters are named after their units, and all of them that are times are durations. */
function storedWith({ name, parameters }: StoredModel, stretch: Stretch): StoredModel {
  const changed = Object.entries(parameters).map(([key, value]): [string, unknown] => {
    if (key === 'rules')
      return [key, (value as readonly StoredModel[]).map((rule) => storedWith(rule, stretch))];
    return [key, typeof value === 'number' && key.endsWith('Us') ? stretch(value) : value];
  });
  return { name, parameters: Object.fromEntries(changed) };
}
