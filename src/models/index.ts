import { allOf, type AllOfParameters } from './all-of.js';
import { capacity } from './capacity.js';
import { concurrency } from './concurrency.js';
import { cooldown } from './cooldown.js';
import { fixedWindow } from './fixed-window.js';
import { lease } from './lease.js';
import { once } from './once.js';
import { ownModel } from './own.js';
import { slidingCounter } from './sliding-counter.js';
import { slidingLog } from './sliding-log.js';
import { tokenBucket } from './token-bucket.js';
import type { Model } from './model.js';
import { turns } from './turns.js';
import { unlimited } from './unlimited.js';

export {
  allOf,
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  once,
  ownModel,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
  unlimited,
};

/** Every contention model of one rule by its name in scenarios: a factory that takes its stored parameters. */
export const models = {
  cooldown,
  tokenBucket,
  slidingLog,
  fixedWindow,
  capacity,
  once,
  lease,
  turns,
  slidingCounter,
  concurrency,
  unlimited,
} as const;

export type ModelName = keyof typeof models;

/** A model as it is stored with a run. */
export interface StoredModel {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Makes a model again from what was stored of it.
 * @throws RangeError for a name that is none of these (a model of the user's own), or parameters the model refuses.
 */
export function modelFrom({ name, parameters }: StoredModel): Model {
  if (name === 'allOf') return allOf((parameters as unknown as AllOfParameters).rules.map(modelFrom));
  if (!Object.hasOwn(models, name)) throw new RangeError(`there is no model '${name}'`);
  const factory = models[name as ModelName] as unknown as (parameters: unknown) => Model;
  return factory(parameters);
}
