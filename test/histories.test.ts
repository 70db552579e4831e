import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { historyBuilder } from '../src/history/columns.js';
import type { History } from '../src/history/history.js';
import { parseActions } from '../src/history/ndjson.js';
import { defaultAssumptions } from '../src/models/assumptions.js';
import { cooldown } from '../src/models/index.js';
import { judge } from '../src/oracle/judge.js';

/**
 * Pairs of short histories, one legal and one not, that differ in a single fact and can be checked by
 * hand: a cooldown of one second, no allowances, new keys. What each is about:
 *
 * - exactly-apart: a cooldown accepts at exactly its length, and not a microsecond before.
 * - refused-inside: a refusal needs an accept less than a second before it.
 * - duel: of two at one instant only one can be let in.
 * - lost-answer: an action that was never answered may have been let in; one that never left was not.
 * - nested-windows: bob at 600, cat at 1600, and ann, who was slow, at 2600 ms. But when dan was refused
 *   by 595 ms ann was in before, so bob at 1000 at the earliest, and cat comes too soon.
 * - three-in-a-row: any two of the three fit, all three do not: 0, 1000, 2000 ms at the earliest.
 */
const folder = fileURLToPath(new URL('histories/', import.meta.url));
const exact = { ...defaultAssumptions, tickUs: 0, driftPpm: 0, minMarginUs: 0, initial: 'fresh' as const };
const model = cooldown({ per: ['resource'], everyUs: 1_000_000 });
const files = readdirSync(folder).filter((name) => name.endsWith('.ndjson'));

/**
 * How many answers each proof needs, where an answer is left out by taking it for unknown: bob's
 * refusal proves cat's to be wrong, for had he been let in, he would explain it.
 */
const coreSizes: Readonly<Record<string, number>> = {
  'cooldown-exactly-apart': 2,
  'cooldown-refused-inside': 2,
  'cooldown-duel': 2,
  'cooldown-lost-answer': 1,
  'cooldown-nested-windows': 3,
  'cooldown-three-in-a-row': 3,
};

describe('histories that can be checked by hand', () => {
  test('come in pairs', () => {
    const names = files.map((name) => name.replace(/\.(ok|bad)\.ndjson$/, ''));
    for (const name of new Set(names)) expect(files).toContain(`${name}.ok.ndjson`);
    for (const name of new Set(names)) expect(files).toContain(`${name}.bad.ndjson`);
    expect(Object.keys(coreSizes).toSorted()).toEqual([...new Set(names)].toSorted());
  });

  test.each(files.filter((name) => name.endsWith('.ok.ndjson')))('%s has an explanation', (name) => {
    const verdict = judge(model, historyIn(name), exact);
    expect(verdict.violations).toEqual([]);
    expect(verdict.history).toBe('valid');
  });

  test.each(files.filter((name) => name.endsWith('.bad.ndjson')))('%s has none', (name) => {
    const verdict = judge(model, historyIn(name), exact);
    expect(verdict.history).toBe('invalid');
    const [violation] = verdict.violations;
    expect(violation?.strength).toBe('proven');
    expect(violation?.rows.length).toBe(coreSizes[name.replace('.bad.ndjson', '')]);
    expect(violation?.because).toMatch(/^seat /);
  });
});

function historyIn(name: string): History {
  const builder = historyBuilder();
  for (const line of parseActions(readFileSync(folder + name, 'utf8').split('\n'))) {
    if (line.kind === 'bad') throw new Error(`${name}:${line.line}: ${line.message}`);
    builder.add(line.action);
  }
  return builder.build();
}
