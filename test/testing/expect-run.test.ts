import { describe, expect, it } from 'vitest';
import {
  expectRun,
  RunAssertionError,
  simulateScenario,
  turnwiseMatchers,
  type Report,
  type RunExpectations,
  type TurnwiseMatchers,
} from '../../src/testing/index.js';
import * as samples from '../reporters/samples.js';

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- how matchers are announced
  interface Matchers<T> extends TurnwiseMatchers<T> {}
}
expect.extend(turnwiseMatchers);

type Name = keyof RunExpectations;
const names: readonly Name[] = [
  'toObeyModel',
  'toPass',
  'toMeetThresholds',
  'toReachEverybody',
  'toBreakModel',
];

/** What a test sees of an expectation: nothing, or an error. */
function thrownBy(work: () => unknown): RunAssertionError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof RunAssertionError) return error;
    throw error;
  }
}

const holds = (report: Report, name: Name): boolean => thrownBy(() => expectRun(report)[name]()) === null;
const held = (report: Report) => names.filter((name) => holds(report, name));

const threshold = (text: string) => simulateScenario('voting', { steps: 2, thresholds: [text] });

describe('expectRun', () => {
  it('holds of each kind of run what it shows, and nothing of a run that could not tell', () => {
    expect(held(samples.passing)).toEqual(['toObeyModel', 'toPass']);
    expect(held(samples.failing)).toEqual(['toBreakModel']);
    for (const report of [samples.inconclusive, samples.voided, samples.interrupted, samples.refused])
      expect(held(report)).toEqual([]);
  });

  it('asks for the kind of a violation', () => {
    expectRun(samples.failing).toBreakModel('false-accept');
    const error = thrownBy(() => expectRun(samples.failing).toBreakModel('false-reject'));
    expect(error?.message).toContain('it broke it, but by false accept alone');
    expect(error?.message).toContain('to break its model by a false reject');
  });

  it('keeps model, thresholds and the rest apart', async () => {
    const slow = await threshold('latency.accepted.p95 < 1us');
    expect(held(slow)).toEqual(['toObeyModel']);
    const error = thrownBy(() => expectRun(slow).toObeyModel().toMeetThresholds());
    expect(error?.message).toMatch(
      /to meet its thresholds, but it did not\n\n- latency.accepted.p95 was .* < 1us/u,
    );
    expect(error?.actual).toEqual({ 'latency.accepted.p95 < 1us': false });
    const undefinedNumber = await threshold('delivery.reach >= 99%');
    expect(undefinedNumber.verdict).toBe('inconclusive');
    expect(held(undefinedNumber)).toEqual(['toObeyModel']);
    expect(held(await threshold('oracle.falseAccepts == 0'))).toEqual([
      'toObeyModel',
      'toPass',
      'toMeetThresholds',
    ]);
  });

  it('shows nothing of a model or a number where the run could not tell, whatever else has failed', async () => {
    const options = { steps: 2, thresholds: ['latency.accepted.p95 < 1us'] };
    const unsure: Report = { ...samples.inconclusive, verdict: 'fail' };
    expect(unsure.doubts).not.toEqual([]);
    expect(held(unsure)).toEqual([]);
    expect(thrownBy(() => expectRun(unsure).toObeyModel())?.message).toContain(
      unsure.doubts?.[0]?.slice(0, 40),
    );
    const sure = await simulateScenario('voting', options);
    expect(sure.doubts).toEqual([]);
    const [failed] = sure.thresholds;
    if (failed === undefined) throw new Error('one was asked for');
    const met = { ...failed, ok: true };
    const voided = { ...sure, harness: { ...sure.harness, health: 'void' as const } };
    for (const report of [
      { ...voided, thresholds: [met] },
      { ...voided, thresholds: [failed] },
      { ...sure, interrupted: true, thresholds: [met] },
    ])
      expect(held(report)).toEqual([]);
    expect(held({ ...sure, interrupted: true })).toEqual([]);
    expect(thrownBy(() => expectRun({ ...sure, interrupted: true }).toObeyModel())?.message).toContain(
      'was stopped early',
    );
    expect(holds({ ...sure, thresholds: [{ ...met, abortedAtUs: 5 }] }, 'toMeetThresholds')).toBe(false);
    const { doubts: _, ...older } = sure;
    expect(held(older)).toEqual([]);
  });

  it('says what was expected, why it is not so, its proof, and how to see it again', async () => {
    const report = await simulateScenario('voting', { bug: 'wrong-key', users: 6, resources: 2, steps: 3 });
    const error = thrownBy(() => expectRun(report).toObeyModel());
    const text = error?.message ?? '';
    expect(text).toMatch(/^expected the run of voting to obey its model, but it did not\n\nFAIL {9}/u);
    expect(text).toMatch(/\nRepeat: turnwise simulate voting .*--bug wrong-key --seed voting$/u);
    expect(text).toMatch(/\n {4}u\d+ +r\d+ .* wrong: /u);
    expect(text).toMatch(/\n +and \d+ more\b/u);
    expect(text.split('\n').filter((line) => line.length > 80 && !line.startsWith('Repeat: '))).toEqual([]);
    expect(text).not.toContain('\u001b');
    expect(error).toMatchObject({ name: 'RunAssertionError', expected: { violations: 0, decided: true } });
    expect(Object.keys(error ?? {})).not.toContain('report');
    expect(error?.report).toBe(report);
  });

  it('points at the line of the test', () => {
    const error = thrownBy(() => expectRun(samples.failing).toPass());
    expect(error?.stack?.split('\n    at ')[1]).toContain('expect-run.test.ts');
  });

  it('shows the smallest of several proofs', () => {
    const { oracle } = samples.failing;
    const [first] = oracle.violations;
    if (first === undefined) throw new Error('the sample has a violation');
    const actions = [...first.actions, ...first.actions];
    const violations = [
      { ...first, actions, because: 'the large one' },
      { ...first, because: 'the small one' },
    ];
    const error = thrownBy(() =>
      expectRun({ ...samples.failing, oracle: { ...oracle, violations } }).toPass(),
    );
    expect(error?.message).toContain('the small one');
    expect(error?.message).not.toContain('1. the large one');
  });

  it('leaves the strings of a hostile server without teeth', () => {
    const { message } =
      thrownBy(() => expectRun(samples.hostile).toPass().toObeyModel().toMeetThresholds()) ?? {};
    // oxlint-disable-next-line no-control-regex -- those are what must not be there
    expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
  });

  it('refuses what is no report, above all a promise of one', () => {
    const promise = simulateScenario('voting', { steps: 1 });
    // @ts-expect-error -- the mistake
    expect(() => expectRun(promise)).toThrow(/await it first/u);
    // @ts-expect-error -- another one
    expect(() => expectRun({ verdict: 'pass' })).toThrow(TypeError);
    return promise;
  });
});

describe('turnwiseMatchers', () => {
  it('are expectations of the runner, also the other way round', () => {
    expect(samples.passing).toObeyModel();
    expect(samples.passing).toPass();
    expect(samples.failing).toBreakModel('false-accept');
    expect(samples.failing).not.toObeyModel();
    expect(samples.passing).not.toBreakModel();
    expect(() => expect(samples.failing).toPass()).toThrow(
      /^expected the run of .* to pass, but it did not/u,
    );
    expect(() => expect(samples.passing).not.toPass()).toThrow(/not to pass, but it did/u);
  });

  it('fail both ways for a run that could not tell', () => {
    expect(() => expect(samples.inconclusive).toObeyModel()).toThrow(/this run could not tell/u);
    expect(() => expect(samples.inconclusive).not.toObeyModel()).toThrow(/this run could not tell/u);
    expect(() => expect(samples.inconclusive).not.toBreakModel()).toThrow(/this run could not tell/u);
  });
});
