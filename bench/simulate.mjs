/**
 * What a simulation costs: processor time for each action at several sizes, each in a process of its own,
 * the median of three; it must grow in a line. Planning and judging are told apart. Last a simulated day
 * of 100 users who act once a second, with what is alive on the heap beside the columns of the history.
 * `npm run bench -- simulate [rounds] [day]`: `simulate 1 0` leaves the day out.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [rounds = 3, day = 1] = process.argv.slice(2).map(Number);
const child = fileURLToPath(new URL('simulate-child.mjs', import.meta.url));
const users = 100;

process.stdout.write('  actions   simulate    us each   plan       judge      columns   heap at most\n');
for (const actions of [100_000, 300_000, 1_000_000]) {
  const cells = Array.from({ length: rounds }, () => played(actions / users, 1));
  print(cells.sort((a, b) => a.cpu.simulate - b.cpu.simulate)[Math.floor(rounds / 2)]);
}
if (day !== 0) {
  process.stdout.write('a simulated day, one action a second each:\n');
  const cell = played(86_400, 0);
  print(cell);
  const { firstBytes, lastBytes } = cell.heap;
  process.stdout.write(
    `  alive on the heap: ${megabytes(firstBytes)} early, ${megabytes(lastBytes)} in the end\n`,
  );
}

function played(steps, judged) {
  const args = ['--expose-gc', child, users, steps, users, judged].map(String);
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

function print({ actions, cpu, columnBytes, heap }) {
  const cells = [
    String(actions).padStart(9),
    seconds(cpu.simulate),
    ((cpu.simulate / actions) * 1e6).toFixed(2).padEnd(8),
    seconds(cpu.plan),
    cpu.judge === 0 ? '-'.padEnd(9) : seconds(cpu.judge),
    megabytes(columnBytes).padEnd(8),
    heap.samples === 0 ? '-' : megabytes(heap.mostBytes),
  ];
  process.stdout.write(`${cells.join('  ')}\n`);
}

function seconds(value) {
  return `${value.toFixed(2)} s`.padEnd(9);
}

function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
