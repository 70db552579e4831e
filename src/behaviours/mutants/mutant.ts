import type { Behaviour, Bug } from '../behaviour.js';

/**
 * A behaviour with a known bug, made from a correct one. It takes the settings of that one, and `more`:
 * how wrong it is, each with its default.
 */
export function mutantOf(
  of: Behaviour,
  bug: Omit<Bug, 'of'>,
  start: Behaviour['start'],
  more: Readonly<Record<string, number>> = {},
): Behaviour {
  return {
    name: `${of.name}/${bug.name}`,
    describe: `${of.name}, but ${bug.wrong}`,
    defaults: { ...of.defaults, ...more },
    bug: { ...bug, of: of.name },
    start,
  };
}
