import { quota } from '../../quota.js';
import { mutantOf } from '../mutant.js';

/** EXPIRE, which takes seconds, was given milliseconds. */
export const wrongUnit = mutantOf(
  quota,
  {
    name: 'wrong-unit',
    wrong: 'a window lasts windowMs seconds',
    shows: 'use up a window, and request again soon after its end',
    seen: ['dex4er/js-sliding-window-rate-limiter#74', 'skyware-js/bot#3'],
    needs: 'late',
  },
  (ports) => {
    const { windowMs = 1000 } = ports.settings;
    return quota.start({ ...ports, settings: { ...ports.settings, windowMs: windowMs * 1000 } });
  },
);
