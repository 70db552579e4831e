import { expect, it } from 'vitest';
import { compare } from './compare.js';
import { countingWindows, refreshedWindows, restartingCooldowns } from './restarting-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'restarting';

it.each(Object.entries({ restartingCooldowns, refreshedWindows, countingWindows }))(
  'agrees with the brute force on %s',
  (name, drawn) => {
    const tried = compare(`${seed} ${name}`, 800, drawn);
    console.log(`seed ${seed} ${name}: ${JSON.stringify(tried)}`);
    expect(tried.unknown).toBe(0);
    expect(Math.min(tried.valid, tried.invalid, tried.musts)).toBeGreaterThan(150);
  },
);

it.each(Object.entries({ restartingCooldowns, refreshedWindows }))(
  'agrees with the brute force on %s where others act unseen',
  (name, drawn) => {
    const tried = compare(`${seed} others ${name}`, 300, { ...drawn, othersPercent: 100 });
    expect(tried.unknown).toBe(0);
  },
);
