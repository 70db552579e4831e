import { api, type Bucket } from '../../api.js';
import { microsOf } from '../../behaviour.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** A timer fills every bucket to the brim; until it fires nothing comes back. */
export const refillsAtOnce = mutantOf(
  api,
  {
    name: 'refills-at-once',
    wrong: 'every capacity x refillMs, by the clock, all tokens come back at once, and none in between',
    shows: 'empty the bucket and call again after refillMs; or empty it twice around the moment it is filled',
    seen: ['grafana/mcp-grafana#851', 'bottleneck 2.19.5 (its reservoir)'],
    needs: 'late',
  },
  (ports) => {
    const { capacity = 5, refillMs = 100 } = ports.settings;
    const fullUs = capacity * microsOf(refillMs);
    return bent<Bucket>(api, ports, () => ({
      read: (bucket) => {
        const nowUs = microsOf(ports.now());
        if (bucket === undefined || Math.floor(bucket.atUs / fullUs) < Math.floor(nowUs / fullUs))
          return undefined;
        return { ...bucket, atUs: nowUs };
      },
    }));
  },
);
