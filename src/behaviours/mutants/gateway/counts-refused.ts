import { microsOf } from '../../behaviour.js';
import { countsIn, gateway, type Counts } from '../../gateway.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The counter goes up before the answer is known: who hammers never gets in again. */
export const countsRefused = mutantOf(
  gateway,
  {
    name: 'counts-refused',
    wrong: 'refused requests are counted like accepted ones',
    shows: 'use up the limit, be refused, and request again after the time the refusal named',
    seen: ['Kong/docs.konghq.com#6586', 'mennanov/limiters#110'],
    needs: 'refused',
  },
  (ports) => {
    const windowUs = microsOf(ports.settings['windowMs'] ?? 1000);
    return bent<Counts>(gateway, ports, () => ({
      write: (update, before) => {
        if (update.value !== undefined) return update;
        const counts = countsIn(Math.floor(microsOf(ports.now()) / windowUs), before);
        return { ...update, value: { ...counts, here: counts.here + 1 } };
      },
    }));
  },
);
