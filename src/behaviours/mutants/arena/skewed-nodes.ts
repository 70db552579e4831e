import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';

/** The nodes write times of their own clocks into the store they share. */
export const skewedNodes = mutantOf(
  voting,
  {
    name: 'skewed-nodes',
    wrong: 'the clock of each node is skewMs ahead of that of the node before it',
    shows: 'a vote on the first node, then one on the second less than skewMs before the cooldown has ended',
    seen: ['spring-cloud/spring-cloud-gateway#2412', 'spring-cloud/spring-cloud-gateway#1688'],
    needs: 'nodes',
  },
  (ports) => {
    const { skewMs = 100 } = ports.settings;
    const aheadMs = skewMs * (ports.node ?? 0);
    return voting.start({ ...ports, now: () => ports.now() + aheadMs });
  },
  { skewMs: 100 },
);
