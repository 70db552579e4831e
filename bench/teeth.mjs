/**
 * Which schedule finds which bug: every known bug of every reference server under every shipped strategy,
 * simulated. A cell says after how many actions the bug was proven, behind a slash how many pairs had met
 * by then where it is a race; `-` where it survives. Each plan has three parts: refusals that are certain
 * where the limit has such, a crowd that keeps asking, and everybody at once.
 * `npm run bench -- teeth [server]`: only that server.
 */
import { strategies } from '../dist/strategies/index.js';
import { sha256 } from '../dist/src/cli/options.js';
import { scenarioOf } from '../dist/src/scenario/load.js';
import { tryMutants } from '../dist/src/trying/try-mutants.js';
import { trySimulated } from '../dist/src/trying/try-simulated.js';

const models = {
  arena: { cooldown: { per: 'resource', every: '200ms' } },
  debounce: { cooldown: { per: 'resource', every: '200ms', restartOnReject: true } },
  api: { tokenBucket: { per: 'user', capacity: 3, refillEvery: '200ms' } },
  chat: { slidingLog: { per: 'user', limit: 3, window: '600ms' } },
  quota: { fixedWindow: { per: 'user', limit: 3, window: '600ms' } },
  gateway: { slidingCounter: { per: 'user', limit: 3, window: '600ms' } },
  seats: { capacity: { per: 'resource', limit: 20 } },
  ballot: { once: { per: 'user+resource' } },
  locks: { lease: { per: 'resource', ttl: '300ms' } },
  game: { turns: { per: 'resource' } },
  rooms: { concurrency: { per: 'resource', limit: 3 } },
  canvas: {
    allOf: [{ cooldown: { per: 'user', every: '300ms' } }, { cooldown: { per: 'resource', every: '200ms' } }],
  },
};
const acts = { locks: ['acquire', 'renew', 'release'], rooms: ['acquire', 'acquire', 'release'] };
const paced = ['arena', 'debounce', 'canvas'];
const [only] = process.argv.slice(2);
const names = Object.keys(strategies);
const title = 'actions to the first certain violation (/ meetings, of a race)';

process.stdout.write(
  `${title.padEnd(66)}\n${''.padEnd(28)}${names.map((name) => name.slice(0, 10).padStart(12)).join('')}\n`,
);
const found = names.map(() => 0);
let rows = 0;
for (const server of Object.keys(models).filter((name) => only === undefined || name === only)) {
  const columns = [];
  for (const name of names) columns.push(await triedWith(server, name));
  for (const [row, { name, bug }] of columns[0].entries()) {
    if (bug.needs === 'exact-time') continue;
    rows++;
    const cells = columns.map((column, index) => cellOf(column[row], () => found[index]++));
    process.stdout.write(`${name.padEnd(28)}${cells.map((cell) => cell.padStart(12)).join('')}\n`);
  }
}
process.stdout.write(
  `${`found, of ${rows}`.padEnd(28)}${found.map((count) => String(count).padStart(12)).join('')}\n`,
);

async function triedWith(server, strategy) {
  const scenario = scenarioOf(written(server, strategy), { env: {}, run: 'bench', digest: sha256 });
  const spec = { scenario, repeat: 1, only: null };
  const { tried, controls } = await tryMutants(spec, {
    digest: sha256,
    seeded: () => Promise.resolve(scenario),
    play: trySimulated,
    refusal: () => null,
    tell: () => {},
    stop: new AbortController().signal,
    advises: false,
  });
  const accused = controls.find(({ first }) => first !== null);
  if (accused !== undefined) throw new Error(`the correct ${server} was accused: ${accused.first.because}`);
  return tried;
}

function cellOf({ trials, bug }, killed) {
  const first = trials[0]?.first ?? null;
  if (first === null) return '-';
  killed();
  return bug.needs === 'meeting' ? `${first.actions}/${first.meetings}` : String(first.actions);
}

/** Users meet where they share a key; where each has one, only with themselves. */
function atOnce(server) {
  const isPerUser = ['api', 'chat', 'quota', 'gateway'].includes(server);
  return isPerUser ? { bursts: { size: 5, gap: '0ms' } } : { barrier: { margin: '30ms' } };
}

function written(server, strategy) {
  const kinds = acts[server] === undefined ? {} : { acts: acts[server] };
  const sure = paced.includes(server)
    ? { cooldownAware: { margin: '30ms', rejects: 0.3 } }
    : { fixed: { every: '150ms', jitter: '40ms' } };
  return {
    name: `bench-${server}`,
    target: 'http://127.0.0.1:1',
    transport: 'socket-io',
    wire: { 'event-ack': { event: 'act', payload: {}, rejected: { ok: false } } },
    users: 6,
    resources: 4,
    model: models[server],
    phases: [
      { name: 'sure', strategy, pacing: sure, steps: 8, ...kinds },
      { name: 'crowd', strategy, pacing: { fixed: { every: '60ms' } }, steps: 16, ...kinds },
      { name: 'at-once', strategy, pacing: atOnce(server), steps: 10, ...kinds },
    ],
  };
}
