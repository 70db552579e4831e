import { expect, test } from 'vitest';
import { mutants } from '../../src/behaviours/mutants/index.js';
import { castingOf } from '../../src/teeth/casting.js';
import { numbersApart } from '../../src/teeth/numbers-apart.js';
import { referenceOf } from '../../src/teeth/reference.js';
import { textWithSettings } from '../../src/teeth/with-settings.js';
import { foreign, loaded } from './scenarios.js';
import { weak } from './weak.js';

test('a setting is said with its value, once, and nothing else of a sentence changes', () => {
  const said = textWithSettings('the keysMost of keysMost, and storeMs', { keysMost: 16, storeMs: 5 });
  expect(said).toBe('the keysMost (16) of keysMost, and storeMs (5)');
  expect(textWithSettings('what the constructor says', {})).toBe('what the constructor says');
});

test('whatever setting the sentences of a known bug name, they say its value', () => {
  for (const { name, bug, defaults } of mutants)
    for (const text of [bug?.wrong ?? '', bug?.shows ?? '']) {
      const said = textWithSettings(text, defaults);
      const named = new Set(text.match(/\b[a-z]+[A-Z]\w*/gu));
      const bare = [...named].filter((word) => !said.includes(`${word} (${defaults[word]})`));
      expect([name, bare]).toEqual([name, []]);
    }
});

test.each(weak)('$server: a stand-in for a model has its numbers', ({ server, written }) => {
  const scenario = loaded(written);
  const casting = castingOf(scenario);
  expect(casting.server).toBe(server);
  expect(numbersApart(casting, scenario.model, {})).toBeNull();
});

test('where the numbers differ, both are named; where the kinds do, none is', () => {
  const { model } = loaded({
    ...foreign,
    model: { slidingLog: { per: 'user', limit: 3, window: '2s' } },
    phases: [{ pacing: { fixed: { every: '1s' } }, steps: 2 }],
  });
  const { settings } = referenceOf(model);
  const defaults = { limit: 5, windowMs: 1000 };
  expect(numbersApart({ server: 'chat', settings }, model, defaults)).toBeNull();
  expect(numbersApart({ server: 'chat', settings: { limit: 3 } }, model, defaults)).toBe(
    'chat has windowMs 1000, the model says 2000',
  );
  expect(numbersApart({ server: 'chat', settings: {} }, model, defaults)).toBe(
    'chat has limit 5, the model says 3; and windowMs 1000, the model says 2000',
  );
  expect(numbersApart({ server: 'arena', settings: {} }, model, { cooldownMs: 200 })).toBeNull();
});
