import { defineScenario } from 'turnwise';
import { questions } from './parts/questions.js';

/**
 * Three processes behind a balancer, and Socket.IO over polling, where one connection is many requests. Each of them has
 * to come to the process that knows the session: the balancer's `route` cookie, which every user keeps and sends, sees to it. With
 * `--set target.bug=no-cookie` nobody gets a connection that lasts, and the report says why.
 *
 * The processes keep their guests' cooldowns to themselves, so that coming back to the same process matters too.
 */
export default defineScenario({
  ...questions,
  name: 'sticky',
  description: 'long polling behind a balancer, kept together by a cookie',
  target: { ...questions.target, module: './server.ts' },
  transport: { 'socket-io': { transports: ['polling'], auth: { user: '${user}' } } },
  resources: [...questions.resources],
  evasion: [...questions.evasion],
  watch: { every: '1s', health: '/health' },
});
