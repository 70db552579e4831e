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
  const files = readdirSync(folder).filter((file) => file.startsWith('voting') && file.endsWith('.ts'));

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
      ]) {
        expect(await handler.handle(action)).toMatchObject({ error: 'invalid' });
      }
      expect(await handler.handle({ user: '__proto__', resource: 'constructor', action: 'act' })).toEqual({
        ok: true,
      });
    },
  );

  test.each(behaviours)('$name refuses settings it does not have, and impossible ones', (behaviour) => {
    expect(settingsOf(behaviour, {})).toEqual(behaviour.defaults);
    expect(settingsOf(behaviour, { cooldownMs: 5 })['cooldownMs']).toBe(5);
    expect(() => settingsOf(behaviour, { cooldown: 5 })).toThrow(/no setting "cooldown"; it has: cooldownMs/);
    for (const value of [0, -1, NaN, Infinity]) {
      expect(() => settingsOf(behaviour, { cooldownMs: value })).toThrow(RangeError);
    }
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
  });
});
