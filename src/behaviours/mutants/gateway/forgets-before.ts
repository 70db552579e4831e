import { microsOf } from '../../behaviour.js';
import { gateway, type Counts } from '../../gateway.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The key of the window before is wrong, or gone: what is left is a fixed window. */
export const forgetsBefore = mutantOf(
  gateway,
  {
    name: 'forgets-before',
    wrong: 'the requests of the window before count for nothing',
    shows: 'the whole limit late in a window of the clock, and again early in the next',
    seen: ['upstash/ratelimit-js#61'],
    needs: 'early',
  },
  (ports) => {
    const windowUs = microsOf(ports.settings['windowMs'] ?? 1000);
    return bent<Counts>(gateway, ports, () => ({
      read: (counts) =>
        counts?.window === Math.floor(microsOf(ports.now()) / windowUs) ? counts : undefined,
    }));
  },
);
