/**
 * One simulation in a process of its own: `simulate-child.mjs <users> <steps> <resources>`. Prints what it
 * cost as JSON. Processor time counts all threads; memory is measured after collections.
 */
import { sha256 } from '../dist/src/cli/options.js';
import { planFor } from '../dist/src/plan-for.js';
import { judge } from '../dist/src/oracle/judge.js';
import { scenarioOf } from '../dist/src/scenario/load.js';
import { simulated } from '../dist/src/playing/simulate.js';
import { simulatedScenario, worldOf } from '../dist/src/playing/simulated-world.js';

const [users, steps, resources, judged = 1] = process.argv.slice(2).map(Number);
const scenario = simulatedScenario(
  scenarioOf(
    {
      name: 'bench',
      target: { server: 'arena', settings: { cooldownMs: 50 } },
      transport: 'socket-io',
      wire: {
        'event-ack': {
          event: 'vote',
          payload: { user: '${user}', resource: '${resource}' },
          rejected: { ok: false, error: 'cooldown' },
        },
      },
      users,
      resources,
      model: { cooldown: { per: 'resource', every: '50ms' } },
      strategy: 'round-robin',
      pacing: { fixed: { every: '1s' } },
      steps,
    },
    { env: {}, run: 'bench', digest: sha256 },
  ),
);

/** Peak of what is alive, sampled now and then: `gc` is there with --expose-gc. */
const heap = { firstBytes: 0, lastBytes: 0, mostBytes: 0, samples: 0 };
const sampleEvery = 500_000;

const cpu = { plan: 0, simulate: 0, judge: 0 };
async function timed(name, work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  cpu[name] = (user + system) / 1e6;
  return result;
}

const plan = await timed('plan', () => planFor(scenario, sha256));
let sent = 0;
const watch = (events) =>
  void events.subscribe((event) => {
    if (event.kind !== 'sent' || ++sent % sampleEvery !== 0 || globalThis.gc === undefined) return;
    globalThis.gc();
    const { heapUsed } = process.memoryUsage();
    if (heap.samples++ === 0) heap.firstBytes = heapUsed;
    heap.lastBytes = heapUsed;
    heap.mostBytes = Math.max(heap.mostBytes, heapUsed);
  });
const ports = { stop: new AbortController().signal, watch };
const { history } = await timed('simulate', () => simulated(scenario, plan, worldOf(scenario), ports));
const verdict =
  judged === 0 ? null : await timed('judge', () => judge(scenario.model, history, scenario.assumptions));
const { arrayBuffers, rss } = process.memoryUsage();
process.stdout.write(
  JSON.stringify({
    actions: history.length,
    cpu,
    heap,
    columnBytes: arrayBuffers,
    rssBytes: rss,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    verdict: verdict && {
      history: verdict.history,
      decided: verdict.decided,
      violations: verdict.violations.length,
    },
  }),
);
