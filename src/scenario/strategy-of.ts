import type { z } from 'zod';
import { strategies } from '../../strategies/index.js';
import type { Strategy } from '../plan/strategy.js';
import type { strategy } from './topics/strategy.js';

/** The strategy that was written, or the one that code gave. */
export function strategyOf(written: z.output<typeof strategy>): Strategy {
  if ('resourceOf' in written) return written;
  switch (written.kind) {
    case 'round-robin':
      return strategies['round-robin'](written.settings);
    case 'stampede':
    case 'dedicated':
      return strategies[written.kind]();
  }
}
