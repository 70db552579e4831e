import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} LoopSettings
 * @property {string} url
 * @property {number} connections
 * @property {number} inFlight requests that wait for their answer at once, on each connection
 * @property {number} actions the number of answers after which to stop; Infinity with `seconds`
 * @property {number} seconds how long to send; Infinity with `actions`
 */

/** @typedef {(acknowledged: () => void) => void} Send sends one action and calls back on its answer */

/**
 * The flags of a bare loop: `URL [--connections 50] [--in-flight 1] [--actions N | --seconds S]`.
 * @returns {LoopSettings}
 */
export function loopSettings() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      connections: { type: 'string', default: '50' },
      'in-flight': { type: 'string', default: '1' },
      actions: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  const [url] = positionals;
  if (url === undefined) throw new RangeError('the URL of the server comes first');
  const seconds = values.seconds ?? (values.actions === undefined ? '5' : 'Infinity');
  return {
    url,
    connections: Number(values.connections),
    inFlight: Number(values['in-flight']),
    actions: Number(values.actions ?? 'Infinity'),
    seconds: Number(seconds),
  };
}

/**
 * Keeps `inFlight` actions going on every connection, each sent when the one before is answered,
 * until enough are answered or the time is over. Nothing else: no clock per action, no record.
 * @param {readonly Send[]} connections
 * @param {LoopSettings} settings
 * @returns {Promise<{ acked: number, seconds: number, cpuUs: number }>} CPU time is of this process only
 */
export async function closedLoop(connections, { inFlight, actions, seconds }) {
  let acked = 0;
  let stopped = false;
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await new Promise((resolve) => {
    const done = () => {
      stopped = true;
      resolve(undefined);
    };
    /** @param {Send} send */
    const pump = (send) => {
      const next = () => {
        if (stopped) return;
        acked++;
        if (acked >= actions) done();
        else send(next);
      };
      send(next);
    };
    for (const send of connections) for (let slot = 0; slot < inFlight; slot++) pump(send);
    if (seconds !== Infinity) setTimeout(done, seconds * 1000);
  });
  const elapsedMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  return { acked, seconds: elapsedMs / 1000, cpuUs: user + system };
}
