import { microsOf } from '../../behaviour.js';
import { gateway } from '../../gateway.js';
import { mutantOf } from '../mutant.js';
import { blocking } from '../parts/blocking.js';

/** A cache of refusals that goes by windows, before a limit that does not. */
export const negativeCache = mutantOf(
  gateway,
  {
    name: 'negative-cache',
    wrong: 'who is refused is refused until the window of the clock ends, though there is room before',
    shows: 'requests in two windows of the clock, a refusal early in the second, and a request later in it',
    seen: ['upstash/ratelimit-js (its ephemeralCache)'],
    needs: 'refused',
  },
  (ports) => {
    const windowUs = microsOf(ports.settings['windowMs'] ?? 1000);
    return blocking(ports, gateway.start(ports), (nowUs) => nowUs - (nowUs % windowUs) + windowUs);
  },
);
