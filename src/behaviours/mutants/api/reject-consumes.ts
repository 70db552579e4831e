import { api, type Bucket } from '../../api.js';
import { microsOf } from '../../behaviour.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The price is taken before it is known whether there is enough, and not given back. */
export const rejectConsumes = mutantOf(
  api,
  {
    name: 'reject-consumes',
    wrong: 'a refused call takes its tokens all the same, so the bucket goes into debt',
    shows: 'empty the bucket, be refused, and call again after the time the refusal named',
    seen: ['upstash/ratelimit-js#161'],
    needs: 'refused',
  },
  (ports) => {
    const { capacity = 5, refillMs = 100 } = ports.settings;
    const fullUs = capacity * microsOf(refillMs);
    return bent<Bucket>(api, ports, ({ cost = 1 }) => ({
      write: (update, before) => {
        if (update.value !== undefined) return update;
        const nowUs = microsOf(ports.now());
        const { worthUs, atUs } = before ?? { worthUs: fullUs, atUs: nowUs };
        const hereUs = Math.min(fullUs, worthUs + nowUs - atUs);
        return { ...update, value: { worthUs: hereUs - cost * microsOf(refillMs), atUs: nowUs } };
      },
    }));
  },
);
