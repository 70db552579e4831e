import { describe, expect, it } from 'vitest';
import { randomOf } from '../../src/plan/random.js';

/** Pearson's statistic of counts that should be equal. With 99 degrees of freedom 160 is one in ten thousand. */
function chiSquare(counts: Float64Array): number {
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((total, count) => total + ((count - mean) * (count - mean)) / mean, 0);
}

describe('randomOf', () => {
  it('gives the same stream for the same name, whatever else is drawn', () => {
    const [one, other, two] = [randomOf('42', 'user/1'), randomOf('42', 'user/2'), randomOf('42', 'user/1')];
    const drawn = Array.from({ length: 100 }, () => (other.unit(), one.unit()));
    expect(Array.from({ length: 100 }, () => two.unit())).toEqual(drawn);
  });

  it('has these very first draws on every machine', () => {
    const random = randomOf('42', 'user/1');
    expect([random.unit(), random.below(1000), random.below(1000)]).toMatchInlineSnapshot(`
      [
        0.3018445000052452,
        386,
        694,
      ]
    `);
  });

  it('gives users whose names differ in the last digit unrelated first draws', () => {
    const steps = new Float64Array(100);
    const pairs = new Float64Array(100);
    const draws = Array.from({ length: 20_000 }, (_, user) => randomOf('42', `connect/user/${user}`).unit());
    for (let i = 1; i < draws.length; i++) {
      steps[Math.floor(((draws[i] - draws[i - 1] + 1) % 1) * 100)]++;
      pairs[Math.floor(draws[i - 1] * 10) * 10 + Math.floor(draws[i] * 10)]++;
    }
    expect(chiSquare(steps)).toBeLessThan(160);
    expect(chiSquare(pairs)).toBeLessThan(160);
  });
});
