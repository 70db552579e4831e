import { seats } from '../../seats.js';
import { mutantOf } from '../mutant.js';

/** `booked > seats` where `booked >= seats` was meant. */
export const oneTooMany = mutantOf(
  seats,
  {
    name: 'one-too-many',
    wrong: 'one booking more than there are seats is accepted',
    shows: 'one booking more than a resource has seats',
    seen: ['api7/aisix#950', 'liwala/ay-framework#375'],
    needs: 'burst',
  },
  (ports) => seats.start({ ...ports, settings: { seats: (ports.settings['seats'] ?? 20) + 1 } }),
);
