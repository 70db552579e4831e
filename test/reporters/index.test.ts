import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.js';
import { samples } from './samples.js';

describe('reporters', () => {
  it('lists every file that is a reporter, under its name', () => {
    const files = readdirSync(new URL('../../src/reporters/', import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length));
    const notReporters = ['index', 'live', 'reporter'];
    expect(Object.keys(reporters).toSorted()).toEqual(
      files.filter((file) => !notReporters.includes(file)).toSorted(),
    );
    for (const [name, reporter] of Object.entries(reporters)) expect(reporter.name).toBe(name);
  });

  describe.each(Object.values(reporters))('$name', (reporter) => {
    it('gives the same text twice, and ends it with one line feed', () => {
      for (const report of Object.values(samples)) {
        const text = reporter.render(report);
        expect(reporter.render(report)).toBe(text);
        expect(text).toMatch(/[^\n]\n$/u);
      }
    });

    it('leaves the report as it was', () => {
      const before = JSON.stringify(samples.hostile);
      reporter.render(samples.hostile);
      expect(JSON.stringify(samples.hostile)).toBe(before);
    });
  });
});
