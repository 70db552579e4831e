import { defineScenario } from 'turnwise';
import { questions } from './parts/questions.js';

/**
 * The same over websocket alone: one connection is one request, and works without a cookie. What does not, is to come
 * back: with `--set target.bug=no-cookie` a new connection reaches another process, which knows of no cooldown.
 */
export default defineScenario({
  ...questions,
  name: 'sticky-websocket',
  description: 'websocket behind a balancer: works without a cookie until somebody comes back',
  target: { ...questions.target, module: './server.ts' },
  transport: { 'socket-io': { transports: ['websocket'], auth: { user: '${user}' } } },
  resources: [...questions.resources],
  evasion: [...questions.evasion],
  // The page comes first, and with it the cookie.
  session: { login: (user) => user.fetch('/') },
});
