import type { Driver } from '../models/driver.js';

/** What a limit can do, as far as words of advice depend on it. */
export interface LimitTraits {
  /** `lapse`: time brings back what was taken. `uses`: only the actions themselves, or nothing. `never`: nothing is ever refused. */
  readonly recovers: 'lapse' | 'uses' | 'never-refuses';
  /** Whether pacing by a cooldown plans around it, margins and certain refusals included. */
  readonly isPaced: boolean;
}

/** The traits of a limit; of several at once, what holds for any of them. */
export function traitsOf(driver: Driver): LimitTraits {
  switch (driver.kind) {
    case 'interval-recursion':
      return { recovers: 'lapse', isPaced: true };
    case 'restarting':
    case 'zones':
    case 'phases':
      return { recovers: 'lapse', isPaced: false };
    case 'closed-form':
      return { recovers: driver.limit === Infinity ? 'never-refuses' : 'uses', isPaced: false };
    case 'bounded':
      return { recovers: driver.durationsUs.length > 0 ? 'lapse' : 'uses', isPaced: false };
    case 'composed':
      return together(driver.rules.map((rule) => traitsOf(rule.driver)));
  }
}

function together(traits: readonly LimitTraits[]): LimitTraits {
  const kinds = (['lapse', 'uses', 'never-refuses'] as const).filter((kind) =>
    traits.some(({ recovers }) => recovers === kind),
  );
  return { recovers: kinds[0] ?? 'never-refuses', isPaced: false };
}

/** What would let more answers be decided. */
export function decideRemedy({ isPaced, recovers }: LimitTraits): string {
  if (isPaced) return 'a larger margin or fewer actions in flight would help';
  return recovers === 'lapse'
    ? 'fewer actions in flight on one key, or more time between them, would help'
    : 'fewer actions in flight on one key would help: more time between them, or fewer users';
}

/** What would show that the limit refuses. */
export function refuseRemedy({ isPaced, recovers }: LimitTraits): string {
  if (isPaced) return 'plan some certain rejects';
  return recovers === 'lapse'
    ? 'plan a phase that asks for more than the limit gives, such as pacing.fixed with a short step'
    : 'plan more actions on each key than the limit takes';
}
