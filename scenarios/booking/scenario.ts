import { defineScenario } from 'turnwise';

const shows = ['opera', 'ballet', 'circus', 'comedy', 'drama', 'musical', 'revue', 'recital'] as const;

/**
 * Eight shows of ten seats and thirty guests, who book what they come to; when a show is sold out everybody else is
 * refused. First the guests go from show to show, then all of them storm one show after another.
 *
 * A double booking is seen twice: more than ten bookings of a show are accepted, which its capacity forbids, and fewer seats
 * are sold than bookings were accepted, which the box office itself says at the end.
 */
export default defineScenario({
  name: 'booking',
  description: 'seats of shows that sell out: as many bookings as seats, and as many seats sold as bookings',
  target: { module: './server.ts', settings: { seats: 10 } },
  transport: { 'socket-io': { auth: { user: '${user}' } } },
  wire: {
    'event-ack': {
      event: 'book',
      payload: { id: '${id}', show: '${resource}' },
      rejected: { ok: false, error: 'sold_out' },
    },
  },
  users: 30,
  resources: [...shows],
  model: { capacity: { per: 'resource', limit: 10 } },
  phases: [
    { name: 'browsing', pacing: { fixed: { every: '400ms', jitter: '200ms' } }, steps: 2 },
    { name: 'rush', strategy: 'stampede', pacing: { fixed: { every: '500ms', spread: false } }, steps: 8 },
  ],
  session: {
    join: async (user) => {
      for (const show of shows) await user.join(show, () => user.request('look', show));
    },
  },
  delivery: { event: ['sold'], id: 'id', room: 'show', rooms: ['${resource}'], echo: true, quiet: '1s' },
  state: [
    {
      name: 'seats sold',
      per: 'resource',
      count: 'accepts',
      start: 0,
      from: { url: '/shows', at: '${key}' },
    },
  ],
});
