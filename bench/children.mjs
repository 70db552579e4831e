import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus, tmpdir } from 'node:os';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Server and client get a core each, where the machine has two and can pin. */
const pins = process.platform === 'linux' && cpus().length > 1;

/**
 * @param {0 | 1} core
 * @param {readonly string[]} args of node
 */
function node(core, args) {
  const [command, all] = pins
    ? ['taskset', ['-c', String(core), process.execPath, ...args]]
    : [process.execPath, [...args]];
  return spawn(command, all, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/**
 * The server that says yes to everything, on the first core.
 * @param {...string} flags
 */
export async function echoServer(...flags) {
  const child = node(0, [here('echo-server.mjs'), ...flags]);
  const [line] = await once(child.stdout, 'data');
  return { url: String(line).trim(), stop: () => child.kill() };
}

/**
 * Runs a program on the second core and reads its output as JSON.
 * @param {readonly string[]} args
 */
export async function jsonOf(args) {
  const child = node(1, args);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece) => (text += piece));
  await once(child, 'close');
  return JSON.parse(text);
}

/** @param {string} name */
export const benchFile = (name) => here(name);

/**
 * Plays a scenario with everything on: plan, journal, live judge, exact judge, reports.
 * @param {object} scenario
 * @returns {Promise<import('../dist/src/report/report.js').Report>}
 */
export function turnwise(scenario) {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-bench-'));
  const file = join(folder, 'scenario.json');
  writeFileSync(file, JSON.stringify(scenario));
  return jsonOf([here('../bin/turnwise.js'), 'run', file, '--json', '--quiet', '--out', folder]);
}

/** The two ways to talk to the echo server. */
export const ways = {
  ws: {
    transport: 'ws',
    wire: { 'json-id': { payload: { id: '${id}', user: '${user}', resource: '${resource}' }, id: 'id' } },
    urlOf: (url) => url.replace('http', 'ws'),
  },
  'socket.io': {
    transport: 'socket-io',
    wire: { 'event-ack': { event: 'vote', payload: { user: '${user}', resource: '${resource}' } } },
    urlOf: (url) => url,
  },
};

/** @param {number} us */
export const ms = (us) => `${(us / 1000).toFixed(us < 10_000 ? 2 : 0)} ms`;
