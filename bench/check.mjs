/**
 * What `turnwise check` costs on a file of many lines, beside reading it and parsing each line, in the
 * same run: processes of their own, start included, the median of three in turn. Processor time
 * counts all threads. `npm run bench -- check [lines] [keys]`.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { actionLine } from '../dist/src/history/ndjson.js';
import { simulated } from './limiter-histories.mjs';
import { measured } from './oracle-models.mjs';

const [lines = 1_000_000, keys = 1000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'turnwise-bench-'));
const file = join(folder, 'history.ndjson');
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const model = '{"cooldown":{"per":"resource","every":"100ms"}}';
const commands = {
  'read and parse': [here('parse-lines.mjs'), file],
  check: [here('../bin/turnwise.js'), 'check', file, '--model', model, '--complete', '--json', '--quiet'],
};

try {
  write();
  const rounds = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < 3; round++)
    for (const [name, args] of Object.entries(commands)) rounds[name].push(timed(args));
  const median = (name, of) => rounds[name].map(of).sort((a, b) => a - b)[1];
  process.stdout.write(`${lines} lines, ${keys} keys\n`);
  for (const name of Object.keys(commands)) {
    const wall = (median(name, ({ wallMs }) => wallMs) / 1000).toFixed(2);
    const cpu = median(name, ({ cpuMs }) => cpuMs);
    const ratio = (cpu / median('read and parse', ({ cpuMs }) => cpuMs)).toFixed(2);
    const bytes = Math.round((median(name, ({ peakKb }) => peakKb) * 1024) / lines);
    process.stdout.write(
      `  ${name.padEnd(15)} ${wall} s, ${(cpu / 1000).toFixed(2)} s of processor time (${ratio} of parsing), ${bytes} bytes of memory a line\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

function write() {
  const { history } = simulated(measured.cooldown, keys, lines, 0);
  const out = openSync(file, 'w');
  for (let row = 0; row < history.length; row += 10_000) {
    const rows = Array.from({ length: Math.min(10_000, history.length - row) }, (_, index) => row + index);
    writeSync(out, rows.map((at) => `${actionLine(history.actionAt(at))}\n`).join(''));
  }
  closeSync(out);
}

function timed(args) {
  const usage = join(folder, 'usage.json');
  const fromMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', here('usage.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, TURNWISE_BENCH_USAGE: usage },
    maxBuffer: 1 << 28,
  });
  const wallMs = performance.now() - fromMs;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return { wallMs, ...JSON.parse(readFileSync(usage, 'utf8')) };
}
