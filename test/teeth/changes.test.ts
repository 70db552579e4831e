import { expect, test } from 'vitest';
import { changesKill } from './changes.js';
import { shownText } from './shown-text.js';
import { expectSound, isKilled, tryWritten } from './trying.js';
import { foreign } from './scenarios.js';
import { weak } from './weak.js';

const few = weak.filter(({ server }) => ['arena', 'seats'].includes(server));

test.each(few)('the changes that are suggested for $server kill', async ({ written }) => {
  const unknown = await changesKill(written);
  expect(unknown.length, unknown.join(', ')).toBeLessThanOrEqual(1);
});

test('a scenario with a server in code is played with the bugs of its limit, not with that server', async () => {
  const written = {
    ...foreign,
    target: undefined,
    resources: 4,
    behaviour: () => ({ handle: () => ({ done: false }) }),
    model: { cooldown: { per: 'user', every: '200ms' } },
    phases: [{ strategy: 'dedicated', pacing: { fixed: { every: '80ms' } }, steps: 10 }],
  };
  const all = await tryWritten(written, { only: ['short-cooldown', 'wrong-key', 'late-timer'] });
  expectSound(all);
  const byName = Object.fromEntries(all.tried.map((tried) => [tried.bug.name, tried]));
  expect(byName['short-cooldown']?.trials[0]?.first?.because).toMatch(/200 ms/);
  // Each user stays on one resource, so that a limit per resource answers as one per user does.
  expect(byName['wrong-key'] !== undefined && isKilled(byName['wrong-key'])).toBe(false);
  expect(byName['wrong-key']?.why).toMatch(shownText);
});

test('races are pooled over seeds, and each seed has its control', async () => {
  const written = {
    ...foreign,
    seed: 's',
    resources: 4,
    model: { cooldown: { per: 'resource', every: '200ms' } },
    phases: [{ strategy: 'dedicated', pacing: { fixed: { every: '2s', spread: false } }, steps: 2 }],
  };
  const all = await tryWritten(written, { repeat: 3, only: ['check-then-set'], ports: { advises: false } });
  expect(all.tried[0]?.trials.map(({ seed }) => seed)).toEqual(['s', 's/2', 's/3']);
  expect(all.controls.map(({ seed }) => seed)).toEqual(['s', 's/2', 's/3']);
});
