import type { z } from 'zod';
import { strategies } from '../../strategies/index.js';
import type { Seat, Strategy } from '../plan/strategy.js';
import type { strategy } from './topics/strategy.js';

/** The strategy that was written, or the one that code gave. */
export function strategyOf(written: z.output<typeof strategy>): Strategy {
  if (typeof written === 'function') return ownStrategy(written);
  if ('resourceOf' in written) return written;
  switch (written.kind) {
    case 'round-robin':
      return strategies['round-robin'](written.settings);
    case 'zipf':
      return strategies.zipf(written.settings);
    case 'stampede':
    case 'dedicated':
    case 'latin-square':
    case 'random':
    case 'pairs':
    case 'shuffle':
      return strategies[written.kind]();
  }
}

const nameLengthMax = 64;

/** A bare function goes by its own name; one written right behind `strategy:` has none but that. */
function ownStrategy(resourceOf: (seat: Seat) => number): Strategy {
  const own = resourceOf.name === '' || resourceOf.name === 'strategy';
  return {
    name: own ? 'own' : resourceOf.name.slice(0, nameLengthMax),
    guarantees: "Nothing is known of it: it is the scenario's own.",
    resourceOf,
  };
}
