import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junit, junitOf, playSuite } from '../../src/reporters/junit.js';
import { runs } from '../report/seed.js';
import { samples } from './samples.js';
import { readXml, type Element } from './xml.js';

function casesOf(source: string): readonly Element[] {
  const [suite] = readXml(source).children;
  return suite?.children.filter(({ name }) => name === 'testcase') ?? [];
}

function resultOf(one: Element | undefined): string {
  return one?.children[0]?.name ?? 'passed';
}

describe('junit', () => {
  it.each(Object.entries(samples))('%s is well-formed, and counts what it holds', (_, report) => {
    const root = readXml(junit.render(report));
    const cases = casesOf(junit.render(report));
    const count = (kind: string): string => String(cases.filter((one) => resultOf(one) === kind).length);
    expect(root.name).toBe('testsuites');
    for (const suite of [root, root.children[0]]) {
      expect(suite?.attributes).toMatchObject({
        tests: String(1 + report.thresholds.length),
        failures: count('failure'),
        errors: count('error'),
        skipped: count('skipped'),
      });
    }
  });

  it('has a case for the oracle and one for each threshold', () => {
    const cases = casesOf(junit.render(samples.failing));
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual([
      'every answer agrees with the model: a cooldown of 1000 ms per resource',
      'latency.accepted.p99 < 5ms',
      'delivery.reach >= 99.9%',
      'actions.errors < 10',
    ]);
    expect(cases.map(resultOf)).toEqual(['failure', 'failure', 'error', 'passed']);
    expect(cases[1]?.children[0]?.text).toMatch(
      /^latency\.accepted\.p99 was 5\.44 ms, and must be < 5ms\nRepeat: turnwise/u,
    );
  });

  it('writes the smallest counter-example into the failure', () => {
    const [oracle] = casesOf(junit.render(samples.failing));
    expect(oracle?.children[0]?.text).toBe(
      [
        'r2 accepted u1 at most 612 ms after it accepted u2; the cooldown is 1000 ms.',
        '(false accept on r2, 0 ms is 1.200 s into the run; innocent only if all times were off by more than 388 ms)',
        '  u2 on r2: sent 0 us, answered 4.55 ms, accepted',
        '  u1 on r2: sent 200 ms, answered 204 ms, accepted',
        '',
        'Repeat: turnwise run voting --target http://127.0.0.1:3000 --seed demo --users 30 --resources 10',
      ].join('\n'),
    );
  });

  it('never lets a run that could not tell look like a pass or like the fault of the server', () => {
    const { inconclusive, voided, interrupted, refused, passing } = samples;
    const results = [inconclusive, voided, interrupted, refused, passing].map((report) =>
      casesOf(junit.render(report)).map(resultOf),
    );
    expect(results).toEqual([['error'], ['error'], ['error'], ['error'], ['passed']]);
  });

  it('is well-formed whatever a server sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const [first, ...rest] = samples.failing.oracle.violations;
        const oracle = { ...samples.failing.oracle, violations: [{ ...first, because: text }, ...rest] };
        const report = { ...samples.failing, command: text, scenario: { name: text, hash: '' }, oracle };
        expect(casesOf(junit.render(report as typeof samples.failing))).toHaveLength(4);
      }),
      runs(100),
    );
  });

  it('has a suite for each play of several, and cases that can be told apart', () => {
    const reports = [samples.passing, samples.failing, samples.inconclusive].map((report, index) => ({
      ...report,
      seed: `demo/${index + 1}`,
    }));
    const root = readXml(junitOf(reports.map(playSuite)));
    expect(root.attributes).toMatchObject({ tests: '6', failures: '2', errors: '2', skipped: '0' });
    expect(root.children.map(({ attributes }) => attributes['name'])).toEqual([
      'turnwise voting, seed demo/1',
      'turnwise voting, seed demo/2',
      'turnwise voting, seed demo/3',
    ]);
    const classes = root.children.map(
      ({ children }) => children.find(({ name }) => name === 'testcase')?.attributes['classname'],
    );
    expect(new Set(classes).size).toBe(3);
  });
});
