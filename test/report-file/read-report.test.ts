import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaFiles, schemaText } from '../../src/cli/schema-text.js';
import { readReport } from '../../src/report-file/read-report.js';
import { reportJsonSchema } from '../../src/report-file/schema.js';
import { reporters } from '../../src/reporters/index.js';
import { deliveryOf } from '../report/broadcast.js';
import { judgedActions } from '../report/arbitrary.js';
import { historyOf, inputOf, reportOf, verdictOf, type Report } from '../report/fixture.js';
import { runs } from '../report/seed.js';
import { samples } from '../reporters/samples.js';

const odd = (text: string) => text.match(/\bundefined\b|\bNaN\b/gu)?.length ?? 0;

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, allErrors: true });
const isValid = ajv.compile(reportJsonSchema());

const all: readonly (readonly [string, Report])[] = [
  ...Object.entries(samples),
  ['broadcasts', { ...samples.passing, delivery: deliveryOf(['u0.1', 'u0.1', 'u1.1']) }],
];

/** As a report was stored before some of its keys were written down. */
function without(report: Report, later: readonly string[]): string {
  return JSON.stringify(report, (key, value: unknown) => (later.includes(key) ? undefined : value));
}

describe('a stored report', () => {
  it.each(all)('%s is read back as it was written, key by key', (_, report) => {
    const text = reporters.json.render(report);
    expect(reporters.json.render(readReport(text))).toBe(text);
  });

  it.each(all)('%s is what the JSON Schema says', (_, report) => {
    isValid(JSON.parse(reporters.json.render(report)));
    expect(isValid.errors ?? []).toEqual([]);
  });

  it('of any run is read back, and is what the JSON Schema says', () => {
    fc.assert(
      fc.property(judgedActions, (rows) => {
        const history = historyOf(rows.map(({ action }) => action));
        const report = reportOf(inputOf(history, verdictOf(rows.map(({ judgement }) => judgement))));
        const text = reporters.json.render(report);
        expect(reporters.json.render(readReport(text))).toBe(text);
        isValid(JSON.parse(text));
        expect(isValid.errors ?? []).toEqual([]);
      }),
      runs(40),
    );
  });

  it.each(all)('%s of an older version is shown as far as it goes', (_, report) => {
    const later = ['faults', 'faultCount', 'server', 'sessions', 'percentiles', 'constraint', 'connected'];
    const older = readReport(without(report, [...later, 'latenessP99Us', 'zeroAt', 'abortedAtUs', 'chain']));
    // Some say of a number that it is undefined, and mean it; nothing is to become so by the age of the report.
    for (const reporter of Object.values(reporters)) {
      const shown = reporter.render(older);
      expect(shown).not.toBe('');
      expect(odd(shown)).toBeLessThanOrEqual(odd(reporter.render(report)));
    }
  });

  it('that is none says which key is wrong', () => {
    const report = JSON.parse(reporters.json.render(samples.passing)) as Record<string, never>;
    const refusedWith = (change: object): string => {
      try {
        readReport(JSON.stringify({ ...report, ...change }));
        return 'read';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusedWith({ schemaVersion: 2 })).toBe(
      'a turnwise report of version 2, and this turnwise reads version 1',
    );
    expect(refusedWith({ schemaVersion: undefined })).toBe('not a turnwise report: it has no schemaVersion');
    expect(refusedWith({ verdict: 'perhaps' })).toMatch(/^verdict: /);
    expect(refusedWith({ timeline: [{ atUs: 'soon' }] })).toMatch(
      /^timeline\[0\]\.atUs: .*\(and \d+ more\)$/,
    );
    expect(refusedWith({ laterKey: 1 })).toBe('read');
    expect(() => readReport('{')).toThrow(/^not JSON/);
    expect(() => readReport('null')).toThrow(/no schemaVersion/);
  });
});

describe('schemas/', () => {
  it.each(['scenario', 'report'] as const)(
    '%s is what `turnwise schema` prints; renew it with `npm run schemas`',
    (what) => {
      const file = new URL(`../../schemas/${schemaFiles[what]}`, import.meta.url);
      expect(readFileSync(file, 'utf8')).toBe(schemaText(what));
    },
  );

  it('says of what reports are, in the words of draft 2020-12', () => {
    const schema = reportJsonSchema();
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(ajv.validateSchema(schema)).toBe(true);
  });
});
