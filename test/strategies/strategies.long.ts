import { describe, expect, it } from 'vitest';
import { seatingOf } from '../../src/plan/seating.js';
import { strategies, type StrategyName } from '../../strategies/index.js';
import { paced, phaseOf, voting } from '../plan/specs.js';

const sizes: readonly (readonly [users: number, resources: number])[] = [
  [1000, 100],
  [100, 1000],
  [2, 1_000_000],
  [999_999, 1_000_000],
];

/** Memory is a promise here, time is only printed: machines differ. */
describe.each(Object.keys(strategies) as StrategyName[])('%s', (name) => {
  it.each(sizes)('seats ten million times in flat memory: %d users on %d resources', (users, resources) => {
    const steps = Math.ceil(10_000_000 / users);
    const spec = { ...voting, users, resources, phases: [] };
    const startedUs = process.cpuUsage().user;
    const seatNext = seatingOf(spec, phaseOf(paced(), steps, strategies[name]()), 0);
    const seats = new Int32Array(users);
    seatNext(seats);
    const before = process.memoryUsage().rss;
    let most = before;
    for (let step = 1; step < steps; step++) {
      seatNext(seats);
      if (step % Math.ceil(steps / 20) === 0) most = Math.max(most, process.memoryUsage().rss);
    }
    const ms = Math.round((process.cpuUsage().user - startedUs) / 1000);
    process.stdout.write(
      `${name}, ${users} users on ${resources} resources: ${ms} ms, ${Math.round((most - before) / 1e6)} MB more\n`,
    );
    expect(most - before).toBeLessThan(150e6);
  });
});
