import { expect, test } from 'vitest';
import { changesKill } from './changes.js';
import { weak } from './weak.js';

test.each(weak)('the changes that are suggested for $server kill', async ({ written }) => {
  const unknown = await changesKill(written);
  expect(unknown.length, unknown.join(', ')).toBeLessThanOrEqual(1);
});
