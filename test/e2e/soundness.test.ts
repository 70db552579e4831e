import { describe, test } from 'vitest';
import { seed } from './playing.js';
import { meet, troubles } from './troubles.js';

describe(`a correct server in its own process (seed ${seed})`, () => {
  test.concurrent.for(
    troubles.map((trouble, index) => [trouble.name, trouble, index % 2 === 0 ? 'socket-io' : 'ws'] as const),
  )('is not accused when this happens: %s', async ([, trouble, kind], { expect }) => {
    const { accusations, decided } = await meet(trouble, kind, seed);
    expect(accusations).toEqual([]);
    expect(decided).toBeGreaterThan(0);
  });
});
