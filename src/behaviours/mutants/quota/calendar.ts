import { quota } from '../../quota.js';
import { mutantOf } from '../mutant.js';

/** The reset hangs on the wall, where it should hang on the user. */
export const calendar = mutantOf(
  quota,
  {
    name: 'calendar',
    wrong: 'windows go by the clock where they should begin with the first request, and the other way round',
    shows: 'use up a window, and go on requesting until it ends: on the way the clock begins another one',
    seen: ['HabitRPG/habitica#5919', 'HabitRPG/habitica#6879'],
    needs: 'early',
  },
  (ports) => {
    const { byClock = 0 } = ports.settings;
    return quota.start({ ...ports, settings: { ...ports.settings, byClock: byClock > 0 ? 0 : 1 } });
  },
);
