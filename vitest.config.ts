import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [
      // Tests import turnwise as its users do, and get what is in the tree and not the last build.
      { find: /^turnwise$/, replacement: `${import.meta.dirname}/src/index.ts` },
      { find: /^turnwise\/testing$/, replacement: `${import.meta.dirname}/src/testing/index.ts` },
      { find: /^turnwise\/property$/, replacement: `${import.meta.dirname}/src/property/index.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for sockets and processes most of the time, so that a worker a core would leave it idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    reporters: ['default', './test/closing-line.ts'],
  },
});
