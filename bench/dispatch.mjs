/**
 * How exactly actions leave, and what that costs. Planned actions at 1,000, 10,000 and 50,000 a second,
 * and one a second, each played three ways in a process of its own on one core: by the run's own
 * timeline; by a `setTimeout` for every action; and by one `setTimeout` that drains whatever is due.
 * Nothing is sent: only the leaving is measured.
 *
 *   npm run bench -- dispatch [SECONDS]
 */
import { loadavg } from 'node:os';
import { benchFile, jsonOf } from './children.mjs';

const seconds = Number(process.argv[2] ?? 5);
const ways = { turnwise: 'turnwise', timers: 'a setTimeout each', draining: 'one that drains' };
const plans = [
  ...[1000, 10_000, 50_000].map((rate) => ({ rate, seconds })),
  { rate: 1, seconds: Math.max(4 * seconds, 2) },
];

process.stdout.write(
  'late by (ms)                      p50      p99    p99.9      max  early  drift us   CPU\n',
);
for (const { rate, seconds: length } of plans) {
  const load = loadavg()[0]?.toFixed(1);
  process.stdout.write(`${rate.toLocaleString('en')} a second for ${length} s (load average ${load})\n`);
  for (const [way, name] of Object.entries(ways)) {
    const args = [benchFile('dispatch-child.mjs'), way, String(rate), String(length)];
    line(name, await jsonOf(args));
  }
}

/** @param {string} name @param {import('./dispatch-child.mjs').Leaving} result */
function line(name, { p50Us, p99Us, p999Us, maxUs, early, driftUs, cpuShare }) {
  const late = [p50Us, p99Us, p999Us, maxUs].map((us) => (us / 1000).toFixed(3).padStart(8)).join(' ');
  const rest = [
    String(early).padStart(6),
    driftUs.toFixed(0).padStart(9),
    `${(cpuShare * 100).toFixed(cpuShare < 0.1 ? 1 : 0)} %`.padStart(7),
  ];
  process.stdout.write(`  ${name.padEnd(26)}${late} ${rest.join(' ')}\n`);
}
