import { describe, expect, test } from 'vitest';
import { castingOf } from '../../src/teeth/casting.js';
import { mutantsFor } from '../../src/trying/try-mutants.js';
import { foreign, loaded } from './scenarios.js';
import { weak } from './weak.js';

const target = { kind: 'url', url: 'https://staging.example.com' } as const;
const asked = { user: 'ann', resource: 'seat', action: 'book', phase: 'main' };

function castFor(model: unknown): ReturnType<typeof castingOf> {
  return castingOf({ target, model: loaded({ ...foreign, model }).model });
}

describe('who plays the server of a scenario', () => {
  test.each(weak)('$server is played for its own limit, and has known bugs', ({ server, written }) => {
    const { casting, mutants } = mutantsFor(loaded(written), null);
    expect(casting.server).toBe(server);
    expect(mutants.length).toBeGreaterThan(0);
    expect(mutants.every(({ bug }) => bug.of === server)).toBe(true);
  });

  test('an embedded target is the server itself, whatever the model is', () => {
    const model = loaded({ ...foreign, model: { capacity: { per: 'resource', limit: 2 } } }).model;
    const embedded = { kind: 'embedded', server: 'arena', bug: 'wrong-key', nodes: 1, store: null } as const;
    expect(castingOf({ target: { ...embedded, settings: { cooldownMs: 300 } }, model })).toEqual({
      server: 'arena',
      settings: { cooldownMs: 300 },
      handed: null,
    });
  });

  test.each([
    ['resource', { user: 'ann', resource: 'seat', action: 'act' }],
    ['user', { user: 'seat', resource: 'ann', action: 'act' }],
    ['user+resource', { user: 'ann', resource: 'ann seat', action: 'act' }],
    ['all', { user: 'ann', resource: 'all', action: 'act' }],
    ['resource+action', { user: 'ann', resource: 'seat book', action: 'act' }],
  ])('a cooldown per %s is turned into one per resource', (per, handed) => {
    expect(castFor({ cooldown: { per, every: '1s' } }).handed?.(asked)).toEqual(handed);
  });

  test.each([
    ['user', { user: 'ann', resource: 'seat', action: 'act' }],
    ['resource', { user: 'seat', resource: 'ann', action: 'act' }],
    ['all', { user: 'all', resource: 'seat', action: 'act' }],
  ])('a log per %s is turned into one per user', (per, handed) => {
    expect(castFor({ slidingLog: { per, limit: 3, window: '1s' } }).handed?.(asked)).toEqual(handed);
  });

  test('holders stay who they are, and players go by number', () => {
    const lease = castFor({ lease: { per: 'user', ttl: '1s' } });
    expect(lease.handed?.({ ...asked, action: 'renew' })).toEqual({
      user: 'ann',
      resource: 'ann',
      action: 'renew',
    });
    const turns = castFor({ turns: { per: 'resource', order: ['u1', 'u0'] } });
    expect(turns.settings).toEqual({ players: 2, turnMs: 0 });
    expect(turns.handed?.({ ...asked, user: 'u0' })).toMatchObject({ user: 'u1', resource: 'seat' });
    expect(turns.handed?.({ ...asked, user: 'eve' }).user).not.toMatch(/^u\d+$/);
  });

  test.each([
    [{ cooldown: { per: 'connection', every: '1s' } }, /counted on the connection/],
    [
      { fixedWindow: { per: 'user', limit: 2, window: '1s', refresh: 'attempt' } },
      /no reference server has the limit/,
    ],
    [
      {
        allOf: [{ cooldown: { per: 'user', every: '1s' } }, { capacity: { per: 'resource', limit: 2 } }],
      },
      /no reference server has the limit/,
    ],
  ])('%j has none, and it says so', (model, words) => {
    expect(() => castFor(model)).toThrow(words);
  });
});
