import { describe, expect, it } from 'vitest';
import { liveCases, mistakes, probedLive, seed } from './live-cases.js';

const tried = Object.entries(liveCases).flatMap(([name, cases]) =>
  cases.map(
    (known, index) =>
      [name, JSON.stringify(known.settings), index % 2 === 0 ? 'ws' : 'socket-io', known] as const,
  ),
);

describe(`probes of live servers (seed ${seed})`, () => {
  it.each(tried)(
    '%s %s over %s',
    async (name, settings, kind, known) => {
      const probed = await probedLive(known, kind);
      const { actions, rounds, durationUs, candidates } = probed.findings;
      const numbers = JSON.stringify(candidates[0]?.parameters ?? {});
      const row = [
        name,
        settings,
        kind,
        `${actions} actions`,
        `${rounds} rounds`,
        `${Math.round(durationUs / 1e6)} s`,
      ];
      process.stdout.write(`${[...row, `windows ${probed.narrowestUs} us`, numbers].join(' | ')}\n`);
      expect(mistakes(known, probed)).toEqual([]);
    },
    240_000,
  );
});
