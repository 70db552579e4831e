import { defineScenario, type SessionUser } from 'turnwise';
import { nowMs } from '../parts/clock.js';
import { delivery, hooks, regions, wire } from './parts/office.js';

/**
 * Sales notifications over Socket.IO. Of sixty people 60 % are representatives, who tell leads, deals and client
 * interactions; 25 % are managers, who mostly listen, in two teams each; 15 % do nothing for a while and then
 * a burst of leads. Visitors come and go beside them, first a few, then more, and fill in a form, at times wrongly. Halfway
 * some lose their connection, come back and join again.
 *
 * Asked is who hears what: everybody in a room once, nobody else, and in the order in which it was decided.
 */
export default defineScenario({
  name: 'sales',
  description: 'leads, deals and interactions to rooms: who hears of what',
  target: { module: './server.ts' },
  transport: 'socket-io',
  wire,
  users: 60,
  resources: [...regions],
  groups: [
    { name: 'reps', share: 60, acts: { lead: 5, deal: 2, interaction: 3 } },
    { name: 'managers', share: 25, acts: { deal: 1 } },
    { name: 'bursts', share: 15, acts: { lead: 1 } },
    {
      name: 'visitors',
      arrivals: [
        { rate: '2/s', for: '2s' },
        { rate: '2/s', rampTo: '6/s', for: '2s' },
      ],
      acts: { lead: 1 },
    },
  ],
  phases: [
    { name: 'day', groups: ['reps'], pacing: { fixed: { every: '1s', jitter: '300ms' } }, steps: 8 },
    { name: 'closing', groups: ['managers'], pacing: { fixed: { every: '4s' } }, steps: 2, beside: true },
    {
      name: 'campaign',
      groups: ['bursts'],
      pacing: { bursts: { size: 5, gap: '20ms', pause: '2s' } },
      steps: 4,
      beside: true,
    },
    {
      name: 'visits',
      groups: ['visitors'],
      pacing: { visits: { every: '4s', jitter: '200ms' } },
      steps: 1,
      beside: true,
    },
  ],
  session: {
    ...hooks,
    background: { form: { every: '800ms', run: fillIn } },
  },
  delivery,
  faults: [{ drop: { at: '4s', share: '15%', how: 'cut', backAfter: '400ms' } }],
  watch: { every: '1s', health: '/health', process: true },
});

/** A visitor's form, every second time without a company: how soon, and how often, it is called valid. */
async function fillIn(user: SessionUser): Promise<void> {
  if (user.group !== 'visitors') return;
  const company = user.random.below(2) === 0 ? 'Ada & Sons' : '';
  const sentAtMs = nowMs();
  const lead = { ref: 0, territory: regions[user.index % regions.length], company, value: 900 };
  const answer = (await user.request('lead', lead)) as { ok: boolean };
  user.metrics.trend('form response in ms', nowMs() - sentAtMs);
  user.metrics.count(answer.ok ? 'valid responses' : 'invalid responses');
  if (answer.ok !== (company !== ''))
    throw new Error(`a form with company "${company}" was called ${answer.ok}`);
}
