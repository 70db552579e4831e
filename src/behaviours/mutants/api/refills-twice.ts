import { api, type Bucket } from '../../api.js';
import { microsOf } from '../../behaviour.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** Each node stamps buckets with its own clock; time that was counted on one is counted on the next again. */
export const refillsTwice = mutantOf(
  api,
  {
    name: 'refills-twice',
    wrong: 'the clocks of the nodes are skewMs apart, and a bucket that changes nodes gains as much again',
    shows:
      'calls of one user that come to both nodes in turn, over connections opened anew or a shared resource',
    seen: ['spring-cloud/spring-cloud-gateway#2412', 'zeromicro/go-zero#4072'],
    needs: 'nodes',
  },
  (ports) => {
    const now = (): number => ports.now() + (ports.node ?? 0) * (ports.settings['skewMs'] ?? 100);
    return bent<Bucket>(api, { ...ports, now }, () => ({
      // A bucket stamped in the future has waited for no time, rather than for less than none.
      read: (bucket) => bucket && { ...bucket, atUs: Math.min(bucket.atUs, microsOf(now())) },
    }));
  },
  { skewMs: 100 },
);
