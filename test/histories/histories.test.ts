import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import { parseActions } from '../../src/history/ndjson.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { modelFrom, type StoredModel } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import type { Verdict } from '../../src/oracle/verdict.js';

/** A pair of histories small enough to be judged by hand: one is legal, its twin is not. */
interface Pair {
  readonly why: string;
  readonly model: StoredModel;
  readonly initial: 'fresh' | 'unknown';
  /** What the verdict on the twin says, word for word. */
  readonly because: readonly string[];
  /** `valid` where not the answers are wrong but what came along with them. */
  readonly history?: 'valid';
}

const here = (name: string): URL => new URL(name, import.meta.url);
const folders = readdirSync(here('.'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'cooldown')
  .map(({ name }) => name)
  .sort();
const pairsIn = (folder: string): Readonly<Record<string, Pair>> =>
  JSON.parse(readFileSync(here(`${folder}/pairs.json`), 'utf8')) as Readonly<Record<string, Pair>>;

function historyIn(name: string): History {
  const builder = historyBuilder(8);
  for (const parsed of parseActions(readFileSync(here(name), 'utf8').split('\n'))) {
    if (parsed.kind === 'bad') throw new Error(`${name}:${parsed.line}: ${parsed.message}`);
    builder.add(parsed.action);
  }
  return builder.build();
}

const judged = (name: string, { model, initial }: Pair): Verdict =>
  judge(modelFrom(model), historyIn(name), { ...defaultAssumptions, initial });

describe.each(folders)('%s', (folder) => {
  const pairs = pairsIn(folder);

  it('has a pair for every history', () => {
    const files = readdirSync(here(folder)).filter((file) => file.endsWith('.ndjson'));
    const named = Object.keys(pairs).flatMap((name) => [`${name}.legal.ndjson`, `${name}.not-legal.ndjson`]);
    expect(files.sort()).toEqual(named.sort());
  });

  it.each(Object.entries(pairs))('%s: legal', (name, pair) => {
    expect(judged(`${folder}/${name}.legal.ndjson`, pair)).toMatchObject({
      history: 'valid',
      violations: [],
    });
  });

  it.each(Object.entries(pairs))('%s: not legal', (name, pair) => {
    const verdict = judged(`${folder}/${name}.not-legal.ndjson`, pair);
    expect(verdict.violations.map(({ because }) => because)).toEqual(pair.because);
    expect(verdict.violations.every(({ strength }) => strength === 'proven')).toBe(true);
    expect(verdict.history).toBe(pair.history ?? 'invalid');
  });
});
