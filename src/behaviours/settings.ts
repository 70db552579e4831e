import type { Behaviour } from './behaviour.js';

/**
 * The settings a behaviour runs with: its defaults, overridden by what was given. Throws a
 * RangeError that lists the known names for an unknown one, and for a value that is not a
 * positive number: a typo must not quietly start a server with another limit. What is 0 by default
 * is off, and may be 0.
 */
export function settingsOf(
  behaviour: Behaviour,
  given: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(behaviour.defaults, name)) {
      const known = Object.keys(behaviour.defaults).join(', ');
      throw new RangeError(`${behaviour.name} has no setting "${name}"; it has: ${known}`);
    }
    if (value === 0 && behaviour.defaults[name] === 0) continue;
    if (!Number.isFinite(value) || value <= 0) {
      throw new RangeError(`the setting "${name}" must be a number greater than 0, not ${value}`);
    }
  }
  return { ...behaviour.defaults, ...given };
}
