import { styleText } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../src/reporters/format/width.js';
import { repeatsOf } from '../../src/report/repeats.js';
import { terminal } from '../../src/reporters/terminal.js';
import type { Report } from '../../src/report/report.js';
import { connectionEvents, judgedActions } from '../report/arbitrary.js';
import { historyOf, inputOf, reportOf, verdictOf } from '../report/fixture.js';
import { runs } from '../report/seed.js';
import { hostileText, samples } from './samples.js';

/** Everything but line feeds that moves, hides or turns text. */
const dangerous = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
// oxlint-disable-next-line no-control-regex -- that is what colours are made of
const colour = /\u001B\[\d+m/gu;

const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
  styleText(format, text, { validateStream: false });

/** The command stands on a line of its own, however long it is, and the folder of a play at the end of its line. */
function lines(report: Report): readonly string[] {
  return terminal
    .render({ ...report, command: '' })
    .split('\n')
    .map((line) => line.replace(/ +(?:folder|runs\/\d)$/u, ''));
}

describe('terminal', () => {
  it.each(Object.entries(samples))('%s reads as it did', async (name, report) => {
    await expect(terminal.render(report)).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it.each(Object.entries(samples))(
    '%s has lines of at most 80 columns and nothing that a terminal obeys',
    (_, report) => {
      for (const line of lines(report)) {
        expect(widthOf(line)).toBeLessThanOrEqual(80);
        expect(line).not.toMatch(dangerous);
        expect(line).toBe(line.trimEnd());
      }
    },
  );

  it.each(Object.entries(samples))('%s says the same in colours', (_, report) => {
    const coloured = terminal.render(report, { paint });
    expect(coloured).toMatch(colour);
    const plain = coloured.replace(colour, '').split('\n');
    expect(plain.map((line) => line.trimEnd()).join('\n')).toBe(terminal.render(report));
  });

  it('begins with the verdict', () => {
    expect(Object.values(samples).map((report) => terminal.render(report).split(' ')[0])).toEqual([
      'PASS',
      'PASS',
      'FAIL',
      'INCONCLUSIVE',
      'INCONCLUSIVE',
      'INCONCLUSIVE',
      'INCONCLUSIVE',
      'FAIL',
      'PASS',
      'INCONCLUSIVE',
      'INCONCLUSIVE',
      'FAIL',
      'FAIL',
      'FAIL',
      'PASS',
    ]);
  });

  it('never cuts the folder of a play', () => {
    const [play] = samples.repeated.repeats?.plays ?? [];
    const folder = `runs/voting/2026-01-02T03-04-05-${'x'.repeat(60)}`;
    const repeats = repeatsOf(2, play === undefined ? [] : [{ ...play, folder }]);
    expect(terminal.render({ ...samples.passing, repeats })).toContain(folder);
  });

  it('shows of very many plays those that did not pass, and says how many are left out', () => {
    const [pass, fail] = samples.repeated.repeats?.plays ?? [];
    if (pass === undefined || fail === undefined) throw new Error('the sample has plays');
    const repeats = repeatsOf(150, [...Array.from({ length: 149 }, () => pass), fail]);
    const text = terminal.render({ ...samples.failing, repeats });
    expect(text).toContain('runs/2');
    expect(text).toContain('and 50 more plays');
  });

  it('never breaks the command', () => {
    const command = `turnwise run voting --target http://127.0.0.1:3000 ${'--set a=b '.repeat(20)}--seed x`;
    expect(terminal.render({ ...samples.passing, command }).split('\n')).toContain(`  ${command}`);
  });

  it('stays within 80 columns and harmless for any run', () => {
    fc.assert(
      fc.property(
        judgedActions,
        connectionEvents,
        fc.string({ unit: 'binary', maxLength: 40 }),
        (rows, events, name) => {
          const actions = rows.map(({ action }) => ({ ...action, user: action.user + name, resource: name }));
          const verdict = verdictOf(rows.map(({ judgement }) => judgement));
          const report = reportOf(inputOf(historyOf(actions, events), verdict));
          const bad = lines(report).filter((line) => widthOf(line) > 80 || dangerous.test(line));
          expect(bad).toEqual([]);
        },
      ),
      runs(40),
    );
  });

  it('lets no server write a line of the report', () => {
    const forged = `x\nPASS         all is well${hostileText}`;
    const report = { ...samples.failing, reasons: [forged] };
    expect(
      terminal
        .render(report)
        .split('\n')
        .filter((line) => line.startsWith('PASS')),
    ).toEqual([]);
  });
});
