import { afterAll, describe, expect, it } from 'vitest';
import { liveCases, mistakes, probedLive, seed } from './live-cases.js';

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Worker/u.test(name)).length;
const before = sockets();
afterAll(() => expect(sockets()).toBeLessThanOrEqual(before));

describe(`a probe of a live server (seed ${seed})`, () => {
  it.each(Object.entries(liveCases))(
    'finds a %s, its key and its numbers',
    async (_, cases) => {
      const tries = cases.map(async (known, index) => {
        const kind = index % 2 === 0 ? 'ws' : 'socket-io';
        const probed = await probedLive(known, kind);
        return { known: { ...known.settings, kind }, wrong: mistakes(known, probed) };
      });
      const found = await Promise.all(tries);
      expect(found.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    },
    240_000,
  );
});
