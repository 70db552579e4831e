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

/**
 * What the schema of Jenkins allows of the elements that are written here (junit-10.xsd of its xUnit plugin):
 * attributes, those that must be there, and elements inside.
 */
const schema: Readonly<
  Record<string, { readonly attributes: string; readonly must: string; readonly inside: string }>
> = {
  testsuites: { attributes: 'name time tests failures errors', must: '', inside: 'testsuite' },
  testsuite: {
    attributes: 'name tests failures errors group time skipped timestamp hostname id package file log url',
    must: 'name tests failures errors',
    inside: 'testsuite properties testcase system-out system-err',
  },
  properties: { attributes: '', must: '', inside: 'property' },
  property: { attributes: 'name value', must: 'name value', inside: '' },
  testcase: {
    attributes: 'name time classname group',
    must: 'name',
    inside: 'skipped error failure system-out system-err',
  },
  failure: { attributes: 'type message', must: '', inside: '' },
  error: { attributes: 'type message', must: '', inside: '' },
};

function expectSchema({ name, attributes, children, text }: Element): void {
  const rule = schema[name] ?? { attributes: '', must: 'unknown', inside: '' };
  for (const attribute of Object.keys(attributes)) expect(words(rule.attributes)).toContain(attribute);
  for (const attribute of words(rule.must)) expect(Object.keys(attributes)).toContain(attribute);
  if ('time' in attributes) expect(attributes['time']).toMatch(/^\d+\.\d{3}$/u);
  if (rule.inside !== '') expect(text.trim()).toBe('');
  for (const child of children) {
    expect(words(rule.inside)).toContain(child.name);
    expectSchema(child);
  }
}

function words(list: string): readonly string[] {
  return list.split(' ').filter((word) => word !== '');
}

function secondsOf(...elements: readonly Element[]): number {
  return elements.reduce((sum, { attributes }) => sum + Number(attributes['time']), 0);
}

function namesOf(report: typeof samples.failing): readonly unknown[] {
  return casesOf(junit.render(report)).map(({ attributes }) => attributes['name']);
}

describe('junit', () => {
  it.each(Object.entries(samples))('%s is well-formed, and counts what it holds', (_, report) => {
    const root = readXml(junit.render(report));
    const cases = casesOf(junit.render(report));
    const count = (kind: string): string => String(cases.filter((one) => resultOf(one) === kind).length);
    expect(root.name).toBe('testsuites');
    const counts = {
      tests: String(1 + report.thresholds.length),
      failures: count('failure'),
      errors: count('error'),
    };
    expect(root.attributes).toMatchObject(counts);
    expect(root.children[0]?.attributes).toMatchObject({ ...counts, skipped: count('skipped') });
    expectSchema(root);
    expect(secondsOf(...cases)).toBe(secondsOf(...root.children));
  });

  it('has a case for the oracle and one for each threshold', () => {
    const cases = casesOf(junit.render(samples.failing));
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual([
      'contention: every answer agrees with the model',
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
        'u1 acted on r2 1.400 s into the run (2026-01-02 03:04:06.406 UTC) and was accepted 3.75 ms later.',
        '(false accept on r2, 0 ms is 1.200 s into the run (2026-01-02 03:04:06.206 UTC); innocent only if all times were off by more than 388 ms)',
        '  u2 on r2: sent 0 us, answered 4.55 ms, accepted',
        '  u1 on r2: sent 200 ms, answered 204 ms, wrong: accepted',
        '',
        'Model: a cooldown of 1000 ms per resource',
        'Repeat: turnwise run voting --target http://127.0.0.1:3000 --seed demo --users 30 --resources 10',
      ].join('\n'),
    );
  });

  it('shows the proof with the fewest actions, in which everything needed stands', () => {
    const [first] = samples.failing.oracle.violations;
    if (first === undefined) throw new Error('no violation');
    const large = { ...first, actions: [...first.actions, ...first.actions], because: 'it takes four' };
    const unsure = { ...first, actions: [], strength: 'near-edge' as const, because: 'perhaps' };
    const oracle = { ...samples.failing.oracle, violations: [unsure, large, first], violationCount: 2 };
    const [contention] = casesOf(junit.render({ ...samples.failing, oracle }));
    const failure = contention?.children[0];
    expect(failure?.attributes['message']).toBe(first.because);
    expect(failure?.text).toContain('u1 on r2');
    expect(failure?.text).toContain('and 1 more violation, in report.json');
    expect(failure?.text).toContain('Model: a cooldown of 1000 ms per resource');
    expect(failure?.text).toContain(`Repeat: ${samples.failing.command}`);
  });

  it('calls the same case the same in every run, whatever the limit is', () => {
    const oracle = { ...samples.failing.oracle, model: 'a cooldown of 500 ms per resource' };
    expect(namesOf({ ...samples.failing, oracle, seed: 'other' })).toEqual(namesOf(samples.failing));
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
    expect(root.attributes).toMatchObject({ tests: '6', failures: '2', errors: '2' });
    expectSchema(root);
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
