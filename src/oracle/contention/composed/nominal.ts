import type { Assumptions } from '../../../models/assumptions.js';
import { durationsOf } from '../../../models/driver.js';
import { modelFrom } from '../../../models/index.js';
import type { Model } from '../../../models/model.js';

const durations = ['everyUs', 'refillEveryUs', 'windowUs', 'ttlUs', 'timeoutUs'];

/**
 * A limit exactly as declared, which is what every allowance allows as well: an explanation under it is
 * one under the assumptions. `null` where none is known.
 */
export function nominalOf(rule: Model, { boundary }: Assumptions): Model | null {
  const { driver, name, parameters } = rule;
  if (boundary === 'inclusive' || driver.kind === 'closed-form') return rule;
  if (driver.kind === 'phases') return null;
  if (driver.kind === 'bounded') return driver.stretched === null ? rule : driver.stretched((us) => us + 1);
  const longer = Object.entries(parameters).map(([field, value]) => [
    field,
    durations.includes(field) && typeof value === 'number' ? value + 1 : value,
  ]);
  return modelFrom({ name, parameters: Object.fromEntries(longer) as Model['parameters'] });
}

/**
 * What a limit compares differences of two of so many instants with: a bucket sums up the tokens in between.
 * `null` where it looks at time in another way, or nobody knows.
 */
export function lengthsComparedBy(rule: Model, instants: number): readonly number[] | null {
  const { driver, name } = rule;
  const durations = durationsOf(driver);
  if (driver.kind === 'bounded' && (driver.stretched === null || name === 'turns'))
    return durations?.length === 0 && driver.stretched !== null ? [] : null;
  if (driver.kind !== 'zones' || driver.limiter.kind !== 'bucket') return durations;
  const { refillEveryUs, capacity } = driver.limiter;
  return Array.from({ length: capacity + instants }, (_, count) => (count + 1) * refillEveryUs);
}
