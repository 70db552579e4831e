import { defineScenario } from 'turnwise';

export default defineScenario({
  name: 'with-hooks',
  target: 'http://127.0.0.1:3000',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote', payload: { user: '${user}', resource: '${resource}' } } },
  users: 3,
  resources: 2,
  model: { cooldown: { per: 'resource', every: '1ms' } },
  pacing: { cooldownAware: { margin: '60ms' } },
  steps: 4,
  session: {
    async login(user) {
      const body = JSON.stringify({ name: user.name });
      const response = await user.fetch('/login', { method: 'POST', body });
      const { token } = (await response.json()) as { token: string };
      user.vars.token = token;
    },
    connect: (user) => ({
      headers: { Authorization: `Bearer ${user.vars.token}` },
      auth: { name: user.name, token: user.vars.token },
    }),
    async join(user) {
      await user.join('lobby', () => user.request('join', 'lobby'));
      const welcome = await user.waitFor('welcome', { timeout: '2s' });
      user.vars.greeting = welcome.data;
    },
    background: {
      heartbeat: { every: '20ms', run: (user) => user.request('beat') },
    },
    leave: (user) => user.request('bye'),
  },
});
