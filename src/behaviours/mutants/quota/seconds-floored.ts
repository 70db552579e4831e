import { quota } from '../../quota.js';
import { mutantOf } from '../mutant.js';

/** Longer than any test, and still a whole number of microseconds. */
const foreverMs = 1e12;

/** EXPIRE takes whole seconds, and is left out where there are none. */
export const secondsFloored = mutantOf(
  quota,
  {
    name: 'seconds-floored',
    wrong: 'a window lasts whole seconds, rounded down; one of less than a second never ends',
    shows: 'a windowMs that is no whole number of seconds: use up a window, and request again after its end',
    seen: [
      'animir/node-rate-limiter-flexible 11.1.0 (its Redis store)',
      'peterkhayes/rolling-rate-limiter#5',
    ],
    needs: 'late',
  },
  (ports) => {
    const { windowMs = 500 } = ports.settings;
    const floored = Math.floor(windowMs / 1000) * 1000 || foreverMs;
    return quota.start({ ...ports, settings: { ...ports.settings, windowMs: floored } });
  },
  { windowMs: 500 },
);
