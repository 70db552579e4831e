import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../src/transports/transport.js';
import { answerReaderOf } from '../../src/wires/json/answer.js';
import { pathOf } from '../../src/wires/json/path.js';
import { matcherOf } from '../../src/wires/json/pattern.js';
import { sketch } from '../../src/wires/json/sketch.js';
import { fillOf, textFillOf } from '../../src/wires/json/template.js';
import type { Json } from '../../src/wires/index.js';
import { jsons, requests, seed } from './arbitraries.js';

const request = { id: 7, user: 'u2', resource: 'r3', step: 0, action: 'act', phase: 'rotation' };

describe(`patterns (seed ${seed})`, () => {
  it('match a document that is the pattern, wherever it is not a list of patterns', () => {
    fc.assert(
      fc.property(jsons, (json) => {
        expect(matcherOf({ part: json })({ part: json })).toBe(true);
      }),
      { seed },
    );
  });

  it('do not mind further keys, at any depth', () => {
    const check = fc.property(jsons, jsons, (json, more) => {
      const document = { further: more, a: { b: json, further: more } };
      expect(matcherOf({ a: { b: json } })(document)).toBe(true);
    });
    fc.assert(check, { seed });
  });

  it('agree with a plain definition', () => {
    const check = fc.property(jsons, jsons, (pattern, document) => {
      expect(matcherOf({ it: pattern })({ it: document })).toBe(isSubset(pattern, document));
    });
    fc.assert(check, { seed, numRuns: 1000 });
  });

  it('know only own properties', () => {
    expect(matcherOf(JSON.parse('{"__proto__":{}}'))({})).toBe(false);
    expect(matcherOf({ constructor: {} })({})).toBe(false);
    expect(matcherOf({})([])).toBe(false);
    expect(matcherOf({})(new Uint8Array(1))).toBe(false);
    expect(matcherOf([])({ ok: true })).toBe(false);
    expect(matcherOf([{ a: 1 }, 'yes'])('yes')).toBe(true);
  });
});

function isSubset(pattern: Json, document: Json): boolean {
  if (Array.isArray(pattern)) {
    if (!Array.isArray(document) || pattern.length !== document.length) return false;
    return pattern.every((part, index) => isSubset(part, document[index]));
  }
  if (typeof pattern !== 'object' || pattern === null) return pattern === document;
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return false;
  const record = document as { readonly [key: string]: Json };
  return Object.entries(pattern).every(([key, part]) => {
    const found = Object.getOwnPropertyDescriptor(record, key);
    return found !== undefined && isSubset(part, found.value);
  });
}

describe(`templates (seed ${seed})`, () => {
  it('without placeholders are themselves', () => {
    const plain = jsons.filter((json) => !JSON.stringify(json).includes('${'));
    const check = fc.property(plain, requests, (json, any) => {
      expect(fillOf(json)(any)).toEqual(json);
    });
    fc.assert(check, { seed });
  });

  it('take the type of a placeholder that stands alone, and any text as it is', () => {
    const check = fc.property(requests, (any) => {
      const filled = fillOf({ a: '${id}', b: ['${user}', 'no ${step}, ${resource}'], c: 1 })(any);
      expect(filled).toEqual({ a: any.id, b: [any.user, `no ${any.step}, ${any.resource}`], c: 1 });
    });
    fc.assert(check, { seed });
  });

  it('are examples', () => {
    expect(fillOf('${step}')(request)).toBe(0);
    expect(fillOf('${step}${step}')(request)).toBe('00');
    expect(fillOf('$step {id} ${id')(request)).toBe('$step {id} ${id');
    expect(textFillOf('${id}')(request)).toBe('7');
    expect(fillOf({ a: ['${phase}/${action}'] })(request)).toEqual({ a: ['rotation/act'] });
  });

  it('refuse what cannot be filled in', () => {
    expect(() => fillOf({ a: '${usr}' })).toThrow(RangeError);
    expect(() => fillOf({ a: '${usr}' })).toThrow(
      'there is no placeholder "${usr}"; there are ${id}, ${user}',
    );
    expect(() => fillOf({ '${user}': 1 })).toThrow('not in keys');
    expect(() => fillOf('${toString}')).toThrow(RangeError);
  });
});

describe('paths', () => {
  it('walk records and lists, by own properties only', () => {
    const document = { a: { b: [10, { c: 'x' }] } };
    expect(pathOf('a.b.1.c')(document)).toBe('x');
    expect(pathOf('a.b.0')(document)).toBe(10);
    expect(pathOf('')('words')).toBe('words');
    for (const nowhere of ['a.x', 'a.b.0.c', 'constructor', 'a.__proto__', 'a.b.2']) {
      expect(pathOf(nowhere)(document)).toBeUndefined();
    }
  });
});

describe('answers', () => {
  const { read } = answerReaderOf({});

  it('are accepted, rejected with reason and wait, or errors that say what came', () => {
    expect(read({ ok: true, more: 1 })).toEqual({ kind: 'accepted' });
    expect(read({ ok: false })).toEqual({ kind: 'rejected' });
    expect(read({ ok: false, error: 'cooldown', retryAfterMs: 120.5 })).toEqual({
      kind: 'rejected',
      reason: 'cooldown',
      retryAfterMs: 120.5,
    });
    expect(read({ status: 500, list: [1], deep: {} })).toEqual({
      kind: 'error',
      reason: 'matches neither accepted nor rejected: {status: 500, list: […], deep: {…}}',
    });
    expect(read(null)).toMatchObject({ kind: 'error' });
  });

  it('are an error when both patterns match', () => {
    const both = answerReaderOf({ accepted: { ok: true }, rejected: { error: 'cooldown' } });
    expect(both.read({ ok: true, error: 'cooldown' })).toMatchObject({
      kind: 'error',
      reason: expect.stringContaining('ambiguous'),
    });
  });

  it('take numbers only where numbers make sense', () => {
    const nonsense = [-1, '100', null, Number.POSITIVE_INFINITY, Number.NaN, {}];
    for (const retryAfterMs of nonsense) {
      expect(read({ ok: false, retryAfterMs })).toEqual({ kind: 'rejected' });
    }
    const rich = answerReaderOf({ token: 't', serverAt: 'at', value: 'v' });
    expect(rich.read({ ok: true, t: 3, at: 1.5, v: 'red' })).toEqual({
      kind: 'accepted',
      token: 3,
      serverAtUs: 1500,
      value: 'red',
    });
    expect(rich.read({ ok: true, t: 3.5, at: '1', v: {} })).toEqual({ kind: 'accepted' });
    expect(rich.read({ ok: false, at: 0 })).toEqual({ kind: 'rejected', serverAtUs: 0 });
  });

  it('keep a value only when nothing of it is lost', () => {
    const { read: readValue } = answerReaderOf({ value: 'v' });
    for (const v of ['x'.repeat(201), 'a\nb', ' a']) {
      expect(readValue({ ok: true, v })).toEqual({ kind: 'accepted' });
    }
    expect(readValue({ ok: true, v: 0 })).toEqual({ kind: 'accepted', value: '0' });
  });
});

describe(`texts of others (seed ${seed})`, () => {
  it('come out printable, short and idempotent', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.string({ unit: 'grapheme' }));
    const check = fc.property(text, (any) => {
      const out = printable(any);
      expect(out).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(out.length).toBeLessThanOrEqual(200);
      expect(printable(out)).toBe(out);
    });
    fc.assert(check, { seed, numRuns: 1000 });
  });

  it('leave good text as it is', () => {
    expect(printable('déjà vu 👍 – “done”')).toBe('déjà vu 👍 – “done”');
    expect(printable('\u001b[31mred\u202e')).toBe('[31mred');
  });

  it('are sketched without walking them', () => {
    expect(sketch({ a: 'x'.repeat(10_000_000), b: [], c: {}, d: null, e: 1, f: true, g: 2 })).toBe(
      `{a: "${'x'.repeat(40)}…", b: […], c: {…}, d: null, e: 1, f: true, …}`,
    );
    expect(sketch(undefined)).toBe('nothing');
    expect(sketch(new Uint8Array(3))).toBe('binary data');
  });
});
