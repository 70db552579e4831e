import { microsOf } from '../../behaviour.js';
import { quota, type Counter } from '../../quota.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** EXPIRE follows every INCR, not only the first: the window ends when its user has been quiet for so long. */
export const expireRefresh = mutantOf(
  quota,
  {
    name: 'expire-refresh',
    wrong: 'every request, accepted or not, makes the window end windowMs later',
    shows: 'requests spread over a window, and one soon after windowMs have passed since the first',
    seen: ['opencollective/opencollective#6949', 'envoyproxy/ratelimit#595'],
    needs: 'late',
  },
  (ports) => {
    const windowUs = microsOf(ports.settings['windowMs'] ?? 1000);
    return bent<Counter>(quota, ports, () => ({
      write: (update, before) => {
        const nowUs = microsOf(ports.now());
        const counter = update.value ?? before;
        if (counter === undefined || nowUs >= counter.endsUs) return update;
        return { ...update, value: { ...counter, endsUs: nowUs + windowUs } };
      },
    }));
  },
);
