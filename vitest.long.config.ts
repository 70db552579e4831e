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
    include: ['test/**/*.long.ts', 'test/systems/*-run.test.ts'],
    env: { TURNWISE_TEST_EVERY_BUG: '1' },
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    reporters: ['default', './test/closing-line.ts'],
  },
});
