import { describe, expect, it } from 'vitest';
import { liveCases, mistakes, probedLive, seed } from './live-cases.js';

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Worker/u.test(name)).length;
const before = sockets();

/** One after the other, as they share a processor with their servers; the other settings are tried in the long test. */
describe(`a probe of a live server (seed ${seed})`, () => {
  it.each([
    ['cooldown', 'socket-io'],
    ['bucket', 'ws'],
    ['seats', 'socket-io'],
  ] as const)(
    'finds a %s over %s, its key and its numbers',
    async (family, kind) => {
      const [known] = liveCases[family] ?? [];
      if (known === undefined) throw new Error(`no ${family}`);
      expect(mistakes(known, await probedLive(known, kind))).toEqual([]);
    },
    180_000,
  );

  it('leaves no socket and no thread behind', () => {
    expect(sockets()).toBeLessThanOrEqual(before);
  });
});
