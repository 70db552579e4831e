import { redisNodesTests } from './redis-nodes.js';

redisNodesTests({ crowds: 1, mutantCrowds: 60, rounds: 10 });
