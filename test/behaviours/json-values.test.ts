import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Behaviour, Store, Update } from '../../src/behaviours/behaviour.js';
import { behaviours } from '../../src/behaviours/index.js';
import { settingsOf } from '../../src/behaviours/settings.js';
import { memoryStore } from '../../src/behaviours/store.js';
import { seed } from './play.js';

/** Names that objects have keys for themselves. */
const names = fc.constantFrom('u0', 'u1', '__proto__', 'constructor', 'toString', 'a b', '"');
const kinds = ['vote', 'press', 'call', 'send', 'request', 'book', 'acquire', 'renew', 'release', 'move'];
const actions = fc.array(
  fc.record({
    gapMs: fc.constantFrom(0, 1, 40, 200, 1100),
    user: names,
    resource: names,
    action: fc.constantFrom('act', 'paint', ...kinds),
    connection: fc.constantFrom('c0', 'c1'),
  }),
  { maxLength: 40, size: 'max' },
);

function copied(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** A store as far away as Redis: values travel as text, and every decision is made twice. */
function travelling(seen: (value: unknown) => void): Store {
  const inner = memoryStore();
  const thereAndBack = <Value>(value: Value): Value => {
    seen(value);
    return JSON.parse(JSON.stringify(value)) as Value;
  };
  return {
    get: async <Value>(key: string) => copied(await inner.get<string>(key)) as Value | undefined,
    set: async (key, value) => inner.set(key, JSON.stringify(thereAndBack(value))),
    update: <Result, Value>(key: string, decide: (value?: Value) => Update<Result, Value>) =>
      inner.update<Result, string>(key, (text) => {
        const overtaken = decide(copied(text) as Value | undefined);
        const { value, result } = decide(copied(text) as Value | undefined);
        expect({ value, result }).toEqual(overtaken);
        return value === undefined ? { result } : { value: JSON.stringify(thereAndBack(value)), result };
      }),
  };
}

async function answersOf(
  behaviour: Behaviour,
  store: Store,
  asked: typeof actions extends fc.Arbitrary<infer T> ? T : never,
): Promise<readonly unknown[]> {
  let nowMs = 1_700_000_000_000;
  const settings = settingsOf(behaviour, {});
  const handler = behaviour.start({ now: () => nowMs, sleep: () => Promise.resolve(), store, settings });
  const answers: unknown[] = [];
  for (const { gapMs, ...action } of asked) {
    nowMs += gapMs;
    answers.push(await handler.handle(action));
  }
  return answers;
}

describe(`what behaviours keep may travel as JSON, whatever clients are called (seed ${seed})`, () => {
  test.each(behaviours)('$name', async (behaviour) => {
    const property = fc.asyncProperty(actions, async (asked) => {
      const far = travelling((value) => expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value));
      expect(await answersOf(behaviour, far, asked)).toEqual(
        await answersOf(behaviour, memoryStore(), asked),
      );
    });
    await fc.assert(property, { seed, numRuns: 30 });
  });
});
