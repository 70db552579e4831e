import { redisNodesTests } from './redis-nodes.js';

redisNodesTests({ crowds: 1, mutantCrowds: 12, rounds: 10 });
