import { durationsOf } from '../models/driver.js';
import type { Attempt, Model } from '../models/model.js';

/** Where virtual time begins: a whole hour, so that windows by the clock begin there too. */
export const beginUs = 1_699_999_200_000_000;

/** The least step of a limiter's clock. */
export type Unit = 'us' | 'ms' | 's';

export const unitUs: Readonly<Record<Unit, number>> = { us: 1, ms: 1000, s: 1_000_000 };

/** Windows that follow a clock: they begin at `originUs` and every `windowUs` from there. */
export interface Grid {
  readonly windowUs: number;
  readonly originUs: number;
}

/** The lengths of time after which a model may answer otherwise, the longest last. */
export function edgesOf(model: Model): readonly number[] {
  const edgesUs = new Set([model.spacingUs, model.recoveryUs, ...driverEdges(model)]);
  return [...edgesUs].filter((us) => Number.isFinite(us) && us > 1).sort((a, b) => a - b);
}

function driverEdges({ driver }: Model): readonly number[] {
  if (driver.kind === 'composed') return driver.rules.flatMap(edgesOf);
  return driver.kind === 'phases' ? [driver.windowUs] : (durationsOf(driver) ?? []);
}

/** The windows of a model that follow a clock; where nobody knows when they begin, as if with the epoch. */
export function gridsOf({ driver }: Model): readonly Grid[] {
  if (driver.kind === 'composed') return driver.rules.flatMap(gridsOf);
  return driver.kind === 'phases' ? [{ windowUs: driver.windowUs, originUs: driver.originUs ?? 0 }] : [];
}

const burstMost = 30;

/**
 * How many attempts a fresh key accepts in one instant, up to 30.
 * @throws RangeError for a larger limit: the judge would take too long to prove anything about it, and
 *   a limiter counts to a hundred as it counts to five.
 */
export function burstOf(model: Model): number {
  checkLimit(model);
  const attempt: Attempt = { user: usersOf(model)[0], resource: 'r0', action: actionsOf(model)[0], cost: 1 };
  let state = model.init();
  for (let accepted = 0; accepted < burstMost; accepted++) {
    const { accepts, next } = model.decide(state, attempt, beginUs);
    if (!accepts) return accepted;
    state = next;
  }
  return burstMost;
}

function checkLimit({ driver, parameters, describe }: Model): void {
  if (driver.kind === 'composed') return driver.rules.forEach(checkLimit);
  const limit = parameters['limit'] ?? parameters['capacity'] ?? 1;
  if (typeof limit === 'number' && limit > burstMost)
    throw new RangeError(
      `limits up to ${burstMost} are tested, and this is ${describe}: make it smaller for the test`,
    );
}

/** Who can take part: those a model names, or `u0`, `u1` and `u2`. */
export function usersOf({ driver, parameters }: Model): readonly string[] {
  const named =
    driver.kind === 'composed' ? driver.rules.find((rule) => 'order' in rule.parameters) : { parameters };
  const order = named?.parameters['order'];
  return Array.isArray(order) ? (order as readonly string[]) : ['u0', 'u1', 'u2'];
}

const kinds: Readonly<Record<string, readonly string[]>> = {
  lease: ['acquire', 'renew', 'release'],
  concurrency: ['acquire', 'release'],
};

/** What can be done under a model. */
export function actionsOf({ name, driver }: Model): readonly string[] {
  if (driver.kind !== 'composed') return kinds[name] ?? ['act'];
  return [...new Set(driver.rules.flatMap(actionsOf))];
}
