import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KeyField } from '../../../src/history/action.js';
import { historyBuilder } from '../../../src/history/columns.js';
import type { History } from '../../../src/history/history.js';
import { parseActions } from '../../../src/history/ndjson.js';
import { defaultAssumptions } from '../../../src/models/assumptions.js';
import { cooldown } from '../../../src/models/index.js';
import { judge } from '../../../src/oracle/judge.js';
import type { Verdict } from '../../../src/oracle/verdict.js';

/** A pair of histories small enough to be judged by hand: one is legal, its twin is not. */
interface Expected {
  readonly why: string;
  readonly per: readonly KeyField[];
  readonly everyMs: number;
  readonly initial: 'fresh' | 'unknown';
  readonly because: readonly string[];
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const expected = JSON.parse(read('expected.json')) as Readonly<Record<string, Expected>>;

function historyIn(name: string): History {
  const builder = historyBuilder(8);
  for (const parsed of parseActions(read(name).split('\n'))) {
    if (parsed.kind === 'bad') throw new Error(`${name}:${parsed.line}: ${parsed.message}`);
    builder.add(parsed.action);
  }
  return builder.build();
}

function judged(name: string, { per, everyMs, initial }: Expected): Verdict {
  const model = cooldown({ per, everyUs: everyMs * 1000 });
  return judge(model, historyIn(name), { ...defaultAssumptions, initial });
}

it('every history belongs to a pair', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.ndjson'));
  const pairs = Object.keys(expected).flatMap((name) => [`${name}.legal.ndjson`, `${name}.not-legal.ndjson`]);
  expect(files.sort()).toEqual(pairs.sort());
});

describe.each(Object.entries(expected))('%s', (name, pair) => {
  it('legal', () => {
    expect(judged(`${name}.legal.ndjson`, pair)).toMatchObject({ history: 'valid', violations: [] });
  });

  it('not legal', () => {
    const verdict = judged(`${name}.not-legal.ndjson`, pair);
    expect(verdict.history).toBe('invalid');
    expect(verdict.violations.map(({ because }) => because)).toEqual(pair.because);
    expect(verdict.violations.every(({ strength }) => strength === 'proven')).toBe(true);
  });
});
