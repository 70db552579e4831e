import { api, type Bucket } from '../../api.js';
import { microsOf } from '../../behaviour.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** A bucket that nobody has used fills from the first look at it. */
export const startsEmpty = mutantOf(
  api,
  {
    name: 'starts-empty',
    wrong: 'a new bucket has no tokens, and fills from its first call on',
    shows: 'up to capacity calls of a user who never called before, within refillMs',
    seen: ['langchain-ai/langchain#36057', 'jhurliman/node-rate-limiter 3.0.0 (its TokenBucket)'],
    needs: 'burst',
  },
  (ports) => {
    const empty = (): Bucket => ({ worthUs: 0, atUs: microsOf(ports.now()) });
    return bent<Bucket>(api, ports, () => ({
      read: (bucket = empty()) => bucket,
      write: (update, before) => ({ ...update, value: update.value ?? before ?? empty() }),
    }));
  },
);
