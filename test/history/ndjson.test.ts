import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import { actionLine, parseActions } from '../../src/history/ndjson.js';
import type { BadLine, DecodeOptions } from '../../src/history/ndjson.js';
import { anyAction, anyActions, hostileText, seed } from './arbitrary.js';

const plain = {
  id: 1,
  user: 'u7',
  resource: 'r3',
  step: 0,
  intendedAtUs: 0,
  sentAtUs: 10,
  settledAtUs: 20,
  outcome: 'accepted',
};

interface Decoded {
  readonly actions: Action[];
  readonly bad: BadLine[];
}

function decode(chunks: readonly string[], options?: DecodeOptions): Decoded {
  const decoded: Decoded = { actions: [], bad: [] };
  for (const parsed of parseActions(chunks.join('').split('\n'), options)) {
    if (parsed.kind === 'action') decoded.actions.push(parsed.action);
    else decoded.bad.push({ line: parsed.line, key: parsed.key, message: parsed.message });
  }
  return decoded;
}

const one = (line: object, options?: DecodeOptions): Decoded => decode([JSON.stringify(line)], options);
const complaint = (line: object): string => one(line).bad[0]?.message ?? 'nothing was wrong';

describe(`NDJSON (seed ${seed})`, () => {
  it('gives back any action exactly', () => {
    fc.assert(
      fc.property(anyActions, fc.boolean(), (actions, closed) => {
        const text = actions.map(actionLine).join('\n') + (closed ? '\n' : '');
        expect(decode([text])).toEqual({ actions, bad: [] });
      }),
      { seed, numRuns: 300 },
    );
  });

  it('writes lines that no reader splits and no terminal obeys', () => {
    fc.assert(
      fc.property(anyAction, (action) => {
        expect(actionLine(action)).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('never throws at any text, and every line that is not blank is an action or an error', () => {
    const line = fc.oneof(hostileText, fc.json(), fc.constant(JSON.stringify(plain)));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), fc.boolean(), (texts, allowExtra) => {
        const lines = texts.flatMap((text) => text.split('\n'));
        const { actions, bad } = decode([lines.join('\n')], { allowExtra });
        const filled = lines.filter((text) => text.replace(/^\ufeff/, '').trim() !== '');
        expect(actions.length + bad.length).toBe(filled.length);
        for (const { message } of bad) expect(message).toMatch(/^[\x20-\x7e]+$/);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('rounds windows outwards, to microseconds that contain the truth', () => {
    const time = fc.nat({ max: 1e9 }).map((sixteenths) => sixteenths / 16);
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [sentAtUs, settledAtUs] = [Math.min(a, b), Math.max(a, b)];
        const [action] = one({ ...plain, sentAtUs, settledAtUs }).actions;
        expect(action.sentAtUs).toBeLessThanOrEqual(sentAtUs);
        expect(action.sentAtUs).toBeGreaterThan(sentAtUs - 1);
        expect(action.settledAtUs).toBeGreaterThanOrEqual(settledAtUs);
        expect(action.settledAtUs).toBeLessThan(settledAtUs + 1);
      }),
      { seed },
    );
  });
});

describe('foreign files', () => {
  it('may have numbers for texts, nulls for what is absent, and blank lines', () => {
    const line = JSON.stringify({ ...plain, user: 7, resource: 3, reason: null, cost: null, machine: 2 });
    const { actions, bad } = decode([`\ufeff${line}\r\n\r\n  \n`]);
    expect(bad).toEqual([]);
    expect(actions).toEqual([{ ...plain, user: '7', resource: '3', machine: '2' }]);
  });

  it('may leave out the times that do not exist', () => {
    const { sentAtUs, settledAtUs, ...timeless } = plain;
    expect(one({ ...timeless, outcome: 'dropped' }).actions[0]).toMatchObject({
      sentAtUs: null,
      settledAtUs: null,
    });
    expect(one({ ...timeless, sentAtUs, outcome: 'unknown' }).actions[0].settledAtUs).toBeNull();
    expect(one({ ...timeless, sentAtUs, settledAtUs, outcome: 'unknown' }).actions[0].settledAtUs).toBe(20);
  });

  it('may have keys of their own only when that is asked for, or under x-', () => {
    expect(one({ ...plain, vu: 3 }).bad[0].key).toBe('vu');
    expect(one({ ...plain, vu: 3 }, { allowExtra: true }).actions).toEqual([plain]);
    expect(one({ ...plain, 'x-vu': 3 }).actions).toEqual([plain]);
    expect(decode(['{"__proto__":1}']).bad[0].key).toBe('__proto__');
  });
});

describe('a bad line', () => {
  it.each<[object, string]>([
    [{ ...plain, sentAt: 1 }, 'unknown key "sentAt"; did you mean "sentAtUs"?'],
    [{ ...plain, zebra: 1 }, 'unknown key "zebra"'],
    [{ ...plain, outcome: 'acepted' }, 'not "acepted"; did you mean "accepted"?'],
    [
      { ...plain, outcome: 'ok' },
      'outcome must be one of accepted, rejected, error, unknown, dropped, not "ok"',
    ],
    [{ ...plain, sentAtUs: '10' }, 'sentAtUs must be a number of microseconds, not "10"'],
    [{ ...plain, sentAtUs: 1e300 }, 'sentAtUs 1e+300 is too large to count in exact microseconds'],
    [{ ...plain, sentAtUs: null }, 'sentAtUs is missing'],
    [{ ...plain, settledAtUs: null }, 'settledAtUs is missing'],
    [{ ...plain, settledAtUs: 9 }, 'settledAtUs 9 is before sentAtUs 10'],
    [{ ...plain, outcome: 'dropped' }, 'a dropped action never left, so sentAtUs must be null'],
    [{ ...plain, id: 1.5 }, 'write it as text'],
    [{ ...plain, id: 2 ** 60 }, 'write it as text'],
    [{ ...plain, id: true }, 'id must be a text or a whole number, not true'],
    [{ ...plain, user: {} }, 'user must be a text, not {}'],
    [{ ...plain, step: 0.5 }, 'step must be a whole number, not 0.5'],
    [{ ...plain, cost: -1 }, 'cost must be a number, zero or more, not -1'],
    [[plain], 'a line must be a JSON object, not [{"id":1'],
  ])('%j says why', (line, why) => {
    expect(complaint(line)).toContain(why);
  });

  it('names the missing key, and the one that may have been meant', () => {
    const { settledAtUs, ...rest } = plain;
    expect(one({ ...rest, settleAtUs: settledAtUs }, { allowExtra: true }).bad).toEqual([
      { line: 1, key: 'settledAtUs', message: 'settledAtUs is missing; the line has "settleAtUs"' },
    ]);
  });

  it('is counted in lines of the file, and the rest is read', () => {
    const lines = [JSON.stringify(plain), '', '{"id":', JSON.stringify({ ...plain, id: 2 })];
    const { actions, bad } = decode([lines.join('\n')]);
    expect(actions.map(({ id }) => id)).toEqual([1, 2]);
    expect(bad).toEqual([{ line: 3, key: null, message: 'this line is no JSON: "{\\"id\\":"' }]);
    expect([...parseActions(lines)].map(({ kind, line }) => [kind, line])).toEqual([
      ['action', 1],
      ['bad', 3],
      ['action', 4],
    ]);
  });

  it('shows hostile text harmlessly and shortly', () => {
    const [bad] = one({ ...plain, [`\u001b[31m\u202e${'x'.repeat(10_000)}`]: 1 }).bad;
    expect(bad.message).toMatch(/^[\x20-\x7e]{1,100}$/);
  });
});

describe('ids', () => {
  it('are refused the second time, be they dense numbers, huge numbers or texts', () => {
    const id = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 100_000 }), fc.maxSafeInteger(), hostileText);
    fc.assert(
      fc.property(fc.array(id, { maxLength: 60 }), (ids) => {
        const { actions, bad } = decode(ids.map((value) => `${JSON.stringify({ ...plain, id: value })}\n`));
        expect(actions.map((action) => action.id)).toEqual([...new Set(ids)]);
        expect(bad.length).toBe(ids.length - new Set(ids).size);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('are remembered when the memory grows over numbers it first held apart', () => {
    const ids = [50_000, ...Array.from({ length: 40_000 }, (_, index) => index), 50_000, 3];
    const { actions, bad } = decode(ids.map((value) => `${JSON.stringify({ ...plain, id: value })}\n`));
    expect(actions.length).toBe(40_001);
    expect(bad.map(({ line }) => line)).toEqual([40_002, 40_003]);
  });
});
