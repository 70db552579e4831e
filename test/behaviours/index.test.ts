import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behaviours } from '../../src/behaviours/index.js';
import { requestOf, requestOfText } from '../../src/behaviours/request.js';
import { settingsOf } from '../../src/behaviours/settings.js';
import { memoryStore } from '../../src/behaviours/store.js';
import { seed } from './play.js';

describe('every behaviour', () => {
  const folder = new URL('../../src/behaviours/', import.meta.url);
  const common = ['behaviour.ts', 'index.ts', 'request.ts', 'settings.ts', 'store.ts', 'mutants/mutant.ts'];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/index.ts$|^mutants.parts/.test(file) && !common.includes(file),
  );

  test('is listed, each under its own name, mutants with what they were made from', () => {
    expect(behaviours.length).toBe(files.length);
    const names = behaviours.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, bug } of behaviours) {
      if (bug === undefined) continue;
      expect(names).toContain(bug.of);
      expect(name).toBe(`${bug.of}/${bug.name}`);
    }
  });

  test.each(behaviours)(
    '$name answers nonsense with an error that says neither yes nor no',
    async (behaviour) => {
      const handler = behaviour.start({
        now: () => 0,
        sleep: () => Promise.resolve(),
        store: memoryStore(),
        settings: {},
      });
      await fc.assert(
        fc.asyncProperty(fc.anything(), async (payload) => {
          const { action } = requestOf(payload, 'vote');
          const nonsense = { ...action, user: '' };
          expect(await handler.handle(nonsense)).toEqual({ error: 'invalid', message: expect.any(String) });
        }),
        { seed },
      );
      const long = 'x'.repeat(257);
      for (const action of [
        { user: 'u', resource: '', action: 'vote' },
        { user: 'u', resource: long, action: 'vote' },
        { user: 'u', resource: 'r', action: 'sing' },
        { user: 'u', resource: 'r', action: 'act', cost: 0 },
        { user: 'u', resource: 'r', action: 'act', cost: NaN },
      ]) {
        expect(await handler.handle(action)).toMatchObject({ error: 'invalid' });
      }
      // In a game it is the turn of others, and some buckets start empty.
      const refuses = /^game|starts-empty$/.test(behaviour.name);
      expect(
        await handler.handle({ user: '__proto__', resource: 'constructor', action: 'act' }),
      ).toMatchObject({ ok: !refuses });
    },
  );

  test.each(behaviours)('$name refuses settings it does not have, and impossible ones', (behaviour) => {
    expect(settingsOf(behaviour, {})).toEqual(behaviour.defaults);
    for (const [name, value] of Object.entries(behaviour.defaults)) {
      expect(settingsOf(behaviour, { [name]: 5 })[name]).toBe(5);
      for (const wrong of [-1, NaN, Infinity]) {
        expect(() => settingsOf(behaviour, { [name]: wrong })).toThrow(RangeError);
      }
      // What is off by default may be switched off.
      if (value === 0) expect(settingsOf(behaviour, { [name]: 0 })[name]).toBe(0);
      else expect(() => settingsOf(behaviour, { [name]: 0 })).toThrow(RangeError);
    }
    const names = Object.keys(behaviour.defaults).join(', ');
    expect(() => settingsOf(behaviour, { weather: 5 })).toThrow(`no setting "weather"; it has: ${names}`);
  });
});

describe(`requests (seed ${seed})`, () => {
  test('are read from anything without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { action } = requestOfText(text);
        expect([typeof action.user, typeof action.resource, typeof action.action]).toEqual(
          Array(3).fill('string'),
        );
      }),
      { seed },
    );
  });

  test('keep what the client sent', () => {
    const sent = { id: 7, user: 'u', resource: 'r' };
    expect(requestOf(sent, 'vote')).toEqual({ id: 7, action: { user: 'u', resource: 'r', action: 'vote' } });
    expect(requestOfText(JSON.stringify({ ...sent, type: 'act' })).action.action).toBe('act');
    expect(requestOf({ ...sent, id: {} }, 'vote')).not.toHaveProperty('id');
    expect(requestOf({ ...sent, cost: 3 }, 'vote').action.cost).toBe(3);
    expect(requestOf({ ...sent, cost: '3' }, 'vote').action.cost).toBe(NaN);
  });
});
