import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openmetrics } from '../../src/reporters/openmetrics.js';
import { families } from '../../src/reporters/openmetrics/families.js';
import { samplesOfReport } from '../../src/reporters/openmetrics/of-report.js';
import { expositionText } from '../../src/reporters/openmetrics/text.js';
import { runs } from '../report/seed.js';
import { readExposition } from './exposition.js';
import { samples } from './samples.js';

describe('openmetrics', () => {
  it.each(Object.entries(samples))('%s is read by a strict reader', (_, report) => {
    const { families: read, samples: numbers } = readExposition(openmetrics.render(report));
    expect(numbers.length).toBeGreaterThan(50);
    for (const [name, { help, type }] of read) {
      expect(name).toMatch(/^turnwise_[a-z_]+$/u);
      expect(families[name as keyof typeof families]).toMatchObject({ help, type });
    }
  });

  it('has every number of a report where it is looked for', () => {
    const { failing } = samples;
    const { value } = readExposition(openmetrics.render(failing));
    expect(value('turnwise_verdict', { turnwise_verdict: 'fail' })).toBe(1);
    expect(value('turnwise_verdict', { turnwise_verdict: 'pass' })).toBe(0);
    expect(value('turnwise_actions_total', { outcome: 'accepted' })).toBe(30);
    expect(value('turnwise_oracle_verdicts_total', { model: 'must_reject', outcome: 'accepted' })).toBe(1);
    expect(value('turnwise_violations_total', { kind: 'false-accept', strength: 'proven' })).toBe(1);
    expect(value('turnwise_violations_total', { kind: 'false-reject', strength: 'near-edge' })).toBe(1);
    expect(value('turnwise_latency_seconds', { series: 'accepted', quantile: '0.95' })).toBe(
      (failing.latency.accepted.p95Us ?? NaN) / 1e6,
    );
    expect(value('turnwise_latency_seconds_count', { series: 'rejected' })).toBe(28);
    for (const { metric, expression, ok, actual, unit } of failing.thresholds) {
      const labels = { threshold: `${metric} ${expression}` };
      expect(value('turnwise_threshold_ok', labels)).toBe(ok === null ? NaN : Number(ok));
      const base = actual === null ? NaN : unit === 'us' ? actual / 1e6 : actual;
      expect(value('turnwise_threshold_actual', labels)).toBe(base);
    }
    expect(value('turnwise_connections_total', { event: 'lost' })).toBe(1);
    expect(value('turnwise_network_bytes_total', { direction: 'in' })).toBe(12_345);
    expect(value('turnwise_memory_bytes')).toBe(98_765_432);
  });

  it('counts every violation once, whether its evidence is in the report or not', () => {
    const { failing } = samples;
    const oracle = { ...failing.oracle, violationCount: 1234, unproven: { nearEdge: 7, conditional: 3 } };
    const { samples: read } = readExposition(openmetrics.render({ ...failing, oracle }));
    const count = (strength: string): number =>
      read
        .filter(({ name, labels }) => name === 'turnwise_violations_total' && labels['strength'] === strength)
        .reduce((sum, { value }) => sum + value, 0);
    expect([count('proven'), count('near-edge'), count('conditional')]).toEqual([1234, 7, 3]);
  });

  it('is undefined, not zero, where nothing was decided or recorded', () => {
    const { refused } = samples;
    const { value, samples: read } = readExposition(openmetrics.render(refused));
    expect(value('turnwise_oracle_accuracy_ratio')).toBeNaN();
    expect(value('turnwise_latency_seconds_count', { series: 'accepted' })).toBe(0);
    expect(read.some(({ labels }) => labels['series'] === 'accepted' && 'quantile' in labels)).toBe(false);
  });

  it('is read strictly whatever names are in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 4 }), (texts) => {
        const { failing, measured } = samples;
        const perPhase = texts.flatMap((name) => failing.perPhase.map((one) => ({ ...one, name })));
        const metrics = Object.fromEntries(texts.map((name) => [name, Object.values(measured.metrics)[0]]));
        const thresholds = texts.flatMap((metric) => failing.thresholds.map((one) => ({ ...one, metric })));
        const scenario = { name: texts[0] ?? '', hash: '' };
        const report = { ...failing, perPhase, metrics, thresholds, scenario } as typeof failing;
        expect(readExposition(openmetrics.render(report)).samples.length).toBeGreaterThan(50);
      }),
      runs(100),
    );
  });

  it('writes the older format as Prometheus has always read it', () => {
    const text = expositionText(samplesOfReport(samples.failing), 'prometheus');
    expect(text).not.toContain('# UNIT');
    expect(text).not.toContain('# EOF');
    expect(text).not.toMatch(/# TYPE \S+ (?:info|stateset|unknown)$/mu);
    const types = new Map(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gmu)].map(([, name = '', type]) => [name, type]),
    );
    for (const [, name = ''] of text.matchAll(/^(turnwise\w+)/gmu))
      expect(types.has(name) || types.get(name.replace(/_(?:count|sum)$/u, '')) === 'summary', name).toBe(
        true,
      );
  });
});
