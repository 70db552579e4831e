import { redisNodesTests } from './redis-nodes.js';

redisNodesTests({ crowds: 100, mutantCrowds: 100, rounds: 12 });
