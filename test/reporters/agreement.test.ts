import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { reporters } from '../../src/reporters/index.js';
import { turnwise } from '../cli/inside.js';
import { scratch } from '../cli/turnwise.js';
import { runs } from '../report/seed.js';
import {
  htmlFacts,
  jsonFacts,
  junitFacts,
  markdownFacts,
  openmetricsFacts,
  terminalFacts,
  type Facts,
} from './agreement/facts.js';
import { samples } from './samples.js';

/** The formats besides JSON: how each is read, and what it must tell at least. */
const counts = ['planned', 'sent', 'accepted', 'rejected', 'errors', 'unknown'];
const matrix = ['trueAccepts', 'falseRejects', 'falseAccepts', 'trueRejects', 'accuracy', 'resolution'];
const times = ['accepted', 'rejected'].flatMap((series) =>
  ['p50', 'p95', 'p99', 'max'].map((p) => `${series}.${p}`),
);
const others = ['verdict', 'attempted', 'opened', 'lost', 'thresholdsFailed', 'thresholdsHeld'];
const all = [...counts, ...matrix, ...times, ...others];
const formats = {
  terminal: { read: terminalFacts, tells: all },
  html: { read: htmlFacts, tells: all },
  markdown: { read: markdownFacts, tells: all },
  openmetrics: { read: openmetricsFacts, tells: [...all, 'dropped', 'violations'] },
  junit: { read: junitFacts, tells: ['verdict', 'thresholdsFailed', 'thresholdsHeld'] },
} as const;

type Format = keyof typeof formats;
const names = Object.keys(formats) as Format[];

/** Everything that a format tells is what the JSON tells, and nothing that it must tell is missing. */
function expectAgreement(format: Format, text: string, facts: Facts): void {
  const told = formats[format].read(text);
  for (const name of formats[format].tells) expect(told[name], `${format}: ${name}`).toBe(facts[name]);
  for (const [name, value] of Object.entries(told))
    if (value !== undefined) expect(value, `${format}: ${name}`).toBe(facts[name]);
}

function read(name: string): string {
  return readFileSync(join(scratch, 'runs/latest', name), 'utf8');
}

const thresholds = ['oracle.falseAccepts == 0', 'actions.errors == 0', 'latency.accepted.p95 < 1ms'].flatMap(
  (text) => ['--threshold', text],
);

describe('one run in all formats', () => {
  it.each([
    ['a clean run', []],
    ['a run that fails', ['--bug', 'check-then-set', ...thresholds]],
  ])('%s', async (_, flags) => {
    const { stdout } = await turnwise(['simulate', 'voting', ...flags]);
    const facts = jsonFacts(read('report.json'));
    expect(facts['verdict']).toBe(flags.length === 0 ? 'pass' : 'fail');
    expectAgreement('terminal', stdout, facts);
    expectAgreement('html', read('report.html'), facts);
    expectAgreement('markdown', read('summary.md'), facts);
    expectAgreement('openmetrics', read('metrics.txt'), facts);
    expectAgreement('junit', read('junit.xml'), facts);
  });
});

const count = fc.nat({ max: 5_000_000 });
const us = fc.nat({ max: 900_000 });
const share = fc.nat({ max: 10_000 }).map((of) => of / 10_000);

/** A report with numbers that nothing has made fit each other: each must come from its own place. */
const anyReport = fc
  .record({
    actions: fc.record({
      planned: count,
      sent: count,
      accepted: fc.integer({ min: 1, max: 5_000_000 }),
      rejected: count,
      errors: count,
      unknown: count,
      dropped: count,
    }),
    oracle: fc.record({
      trueAccepts: count,
      trueRejects: count,
      falseAccepts: count,
      falseRejects: count,
      accuracy: share,
      resolution: share,
    }),
    accepted: fc.record({ p50Us: us, p95Us: us, p99Us: us, maxUs: us }),
    rejected: fc.record({ p50Us: us, p95Us: us, p99Us: us, maxUs: us }),
    connections: fc.record({ attempted: count, opened: count, dropped: count }),
  })
  .map(({ actions, oracle, accepted, rejected, connections }): Report => {
    const { failing } = samples;
    const { latency } = failing;
    return {
      ...failing,
      actions,
      oracle: { ...failing.oracle, ...oracle },
      latency: {
        ...latency,
        accepted: { ...latency.accepted, ...accepted },
        rejected: { ...latency.rejected, ...rejected },
      },
      connections: { ...failing.connections, ...connections },
    };
  });

describe('any report in all formats', () => {
  it.each(names)('%s', (format) => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyReport, (report) => {
        expectAgreement(format, reporters[format].render(report), jsonFacts(reporters.json.render(report)));
      }),
      runs(20),
    );
  });

  it.each(names)('a number that is another one in %s is found', (format) => {
    const { failing } = samples;
    const facts = jsonFacts(reporters.json.render(failing));
    const accepted = { ...failing.latency.accepted, p95Us: 1 };
    const changed: Partial<Report>[] =
      format === 'junit'
        ? [{ thresholds: [] }]
        : [
            { actions: { ...failing.actions, unknown: 7 } },
            { oracle: { ...failing.oracle, trueRejects: 1 } },
            { latency: { ...failing.latency, accepted } },
            { connections: { ...failing.connections, opened: 5 } },
            { thresholds: [] },
          ];
    for (const change of changed)
      expect(() =>
        expectAgreement(format, reporters[format].render({ ...failing, ...change }), facts),
      ).toThrow(format);
  });
});
