import type { z } from 'zod';
import type { Pacing } from '../plan/pacing.js';
import { pacings } from '../plan/pacings/index.js';
import type { pacing } from './topics/pacing.js';

/** The pacing that was written. */
export function pacingOf(written: z.output<typeof pacing>): Pacing {
  switch (written.kind) {
    case 'cooldownAware': {
      const { margin, jitter, rejects } = written.settings;
      return pacings.cooldownAware({ marginUs: margin, jitterUs: jitter, rejects });
    }
    case 'fixed':
      return pacings.fixed({ everyUs: written.settings.every, spread: written.settings.spread });
    case 'duels':
      return pacings.duels({ marginUs: written.settings.margin });
  }
}
