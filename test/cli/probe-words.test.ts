import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exitCodes } from '../../src/cli/exit-codes.js';
import { probeExitCode, probeJson, type ProbeReport } from '../../src/cli/probe-report.js';
import { roundLines } from '../../src/cli/probe-rounds.js';
import { roundedRoundTripUs } from '../../src/cli/probe-spec.js';
import { probeText } from '../../src/cli/probe-text.js';
import { boundsText, candidatesText, middleText, wordsOf } from '../../src/cli/probe-words.js';
import { pasteText, writtenModel } from '../../src/cli/written-model.js';
import { modelFrom } from '../../src/models/index.js';
import { noPaint } from '../../src/reporters/reporter.js';
import { widthOf } from '../../src/reporters/format/width.js';
import { modelOf } from '../../src/scenario/model-of.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_105) | 0;

const unitUs: Readonly<Record<string, number>> = { ms: 1000, s: 1_000_000 };

/** Two times in whole microseconds, the first not the later. */
const times = fc
  .tuple(fc.integer({ min: 1, max: 100_000_000 }), fc.integer({ min: 1, max: 5_000_000 }))
  .map(([least, more]) => ({ least, most: least + more }));

describe('numbers of a probe', () => {
  it('are never said to be narrower than they are known', () => {
    fc.assert(
      fc.property(times, ({ least, most }) => {
        const [, from, to, unit = ''] =
          /^([\d.]+) \.\. ([\d.]+) (ms|s)$/u.exec(boundsText('everyUs', { least, most })) ?? [];
        const scale = unitUs[unit] ?? NaN;
        expect(Math.round(Number(from) * scale)).toBeLessThanOrEqual(least);
        expect(Math.round(Number(to) * scale)).toBeGreaterThanOrEqual(most);
        // And not much wider: two digits of what is between them.
        expect((Number(to) - Number(from)) * scale).toBeLessThanOrEqual((most - least) * 1.21 + scale / 500);
      }),
      { seed },
    );
  });

  it('lie within their middle and what it may be off', () => {
    fc.assert(
      fc.property(times, ({ least, most }) => {
        const [, middle, off, unit = ''] =
          /^([\d.]+) ± ([\d.]+) (ms|s)$/u.exec(middleText('everyUs', { least, most }) ?? '') ?? [];
        const scale = unitUs[unit] ?? NaN;
        expect((Number(middle) - Number(off)) * scale).toBeLessThanOrEqual(least + 1e-3);
        expect((Number(middle) + Number(off)) * scale).toBeGreaterThanOrEqual(most - 1e-3);
      }),
      { seed },
    );
  });

  it.each([
    ['everyUs', { least: 119_200, most: 121_400 }, '119.2 .. 121.4 ms'],
    ['everyUs', { least: 119_200, most: null }, 'at least 119 ms'],
    ['windowUs', { least: null, most: 2_000_000 }, 'at most 2 s'],
    ['everyUs1', { least: 200_000, most: 200_000 }, '200 ms'],
    ['limit', { least: 4, most: 6 }, '4 .. 6'],
    ['limit', { least: 5, most: 5 }, '5'],
    ['limit', { least: null, most: null }, 'unknown'],
  ])('%s %j: %s', (name, bounds, text) => {
    expect(boundsText(name, bounds)).toBe(text);
  });

  it('have names in words', () => {
    expect(['everyUs', 'refillEveryUs', 'everyUs2', 'restartOnReject'].map(wordsOf)).toEqual([
      'every',
      'refill every',
      'every2',
      'restart on reject',
    ]);
  });

  it.each([
    [0.2, 1000],
    [1000, 1000],
    [1001, 2000],
    [2001, 5000],
    [7160, 10_000],
    [51_000, 100_000],
  ])('a round trip of %d us is taken for %d us', (us, rounded) => {
    expect(roundedRoundTripUs(us)).toBe(rounded);
  });
});

const stored = [
  { name: 'cooldown', parameters: { per: ['resource'], everyUs: 120_000 } },
  { name: 'cooldown', parameters: { per: [], everyUs: 1_234_567, restartOnReject: true } },
  { name: 'tokenBucket', parameters: { per: ['user', 'resource'], capacity: 5, refillEveryUs: 200_000 } },
  { name: 'slidingLog', parameters: { per: ['user'], limit: 5, windowUs: 1_000_000 } },
  {
    name: 'fixedWindow',
    parameters: { per: ['user'], limit: 5, windowUs: 60_000_000, anchor: 'epoch', countRejected: true },
  },
  { name: 'slidingCounter', parameters: { per: ['connection'], limit: 100, windowUs: 3_600_000_000 } },
  { name: 'capacity', parameters: { per: ['resource'], limit: 20 } },
] as const;

describe('a model to paste', () => {
  it.each(stored.map((model) => [pasteText(model), model] as const))('%s', (text, model) => {
    const { model: written } = parse(text) as { model: unknown };
    expect(modelOf(written).parameters).toEqual(modelFrom(model).parameters);
    // TypeScript reads the same text.
    const read: unknown = runInNewContext(`({ ${text} }).model`);
    expect(JSON.parse(JSON.stringify(read))).toEqual(writtenModel(model));
  });

  it('may have several rules', () => {
    const [first, , second] = stored;
    const text = pasteText({ name: 'allOf', parameters: { rules: [first, second] } });
    const { model: written } = parse(text) as { model: unknown };
    expect(modelOf(written).describe).toBe(
      modelFrom({ name: 'allOf', parameters: { rules: [first, second] } }).describe,
    );
  });
});

/** What only hostile servers and scenarios would say. */
const evil = 'a\u001b[31mred\u0007\u202Eturned\n\u2028line\u009b2J';

const report: ProbeReport = {
  schemaVersion: 1,
  verdict: 'impossible',
  reasons: [],
  command: 'turnwise probe voting',
  environment: { turnwise: '0', node: '0', os: 'test', startedAt: '1970-01-01T00:00:00.000Z', zeroAt: null },
  scenario: { name: 'voting', hash: 'sha256:0' },
  seed: 'voting',
  target: `somewhere ${evil}`,
  asked: {
    users: 3,
    resources: 2,
    fresh: true,
    roundTripUs: 1000,
    longestUs: 10_000_000,
    budget: { actions: 500, timeUs: 60_000_000 },
  },
  ended: 'known',
  candidates: [
    {
      family: 'cooldown',
      per: ['resource'],
      choices: { restartOnReject: false },
      parameters: { everyUs: { least: 119_200, most: 121_400 } },
      model: {
        name: 'cooldown',
        parameters: {},
        describe: 'a cooldown of 120 ms per resource',
        paste: `model: { cooldown: { per: 'resource', every: '120ms' } }`,
      },
    },
  ],
  rejectExtends: 'no',
  survivesReconnect: { untold: `nobody came back to ${evil}` },
  untold: [
    `whether ${evil} is counted by itself, because too few users were there to ask: two more would do`,
  ],
  declared: { name: 'cooldown', parameters: {}, describe: 'a cooldown of 200 ms per resource', paste: null },
  differences: [`it accepted ${evil} again after 121.4 ms`],
  actions: 240,
  answers: 238,
  rounds: 12,
  durationUs: 4_200_000,
  notes: [`note ${evil}`],
};

describe('the findings in words', () => {
  const next = ['paste it and run:', `turnwise run voting --target ${evil}`];
  const text = probeText(report, next, noPaint);

  it('say it all', () => {
    expect(text).toMatchInlineSnapshot(`
      "FOUND        a cooldown of 120 ms per resource
                   every: 119.2 .. 121.4 ms (120.3 ± 1.1 ms)
                   restart on reject: false
      Refusals     change nothing: the time goes on
      Reconnect    cannot be told: nobody came back to aredturned line

      Declared     IMPOSSIBLE: a cooldown of 200 ms per resource
                   it accepted aredturned line again after 121.4 ms
      Untold       whether aredturned line is counted by itself, because too few users
                   were there to ask: two more would do
      !            note aredturned line
      Used         240 of 500 actions in 12 rounds, 4.2 s of 1 min

      Paste        in the place of the scenario's own:
      model: { cooldown: { per: 'resource', every: '120ms' } }

      Next         paste it and run:
                   turnwise run voting --target aredturned line
      "
    `);
  });

  it('say nothing but why where nothing was seen', () => {
    const reasons = ['nobody could connect to ws://there:80: connection refused; is it running?'];
    const silent = { ...report, verdict: 'untold' as const, reasons, answers: 0, candidates: [], actions: 0 };
    const said = probeText(silent, ['Check the address.'], noPaint);
    expect(said).toMatch(/^INCONCLUSIVE nobody could connect to ws:\/\/there:80/u);
    expect(said).not.toMatch(/FOUND|Declared|Paste|turnwise/u);
  });

  it('break a long model to paste where both languages let it be broken', () => {
    const paste = `model: { fixedWindow: { per: 'user', limit: 5, window: '1m', anchor: 'epoch', countRejected: true } }`;
    const candidates = report.candidates.map((found) => ({ ...found, model: { ...found.model, paste } }));
    const long = probeText({ ...report, candidates }, [], noPaint);
    const [, broken = ''] = /^(model:\n {2}\{.*\})$/mu.exec(long) ?? [];
    expect(parse(broken)).toEqual(parse(paste));
    expect(runInNewContext(`({ ${broken} }).model.fixedWindow.limit`)).toBe(5);
  });

  it('obey no terminal, and fit into 80 columns', () => {
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/u);
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('are the same in JSON, which obeys none either', () => {
    const json = probeJson(report);
    expect(JSON.parse(json)).toEqual(report);
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    expect(json.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/u);
  });

  it('are one line while it goes on', () => {
    const [first] = report.candidates;
    if (first === undefined) throw new Error('no candidate');
    expect(candidatesText([first])).toBe('cooldown per resource, every 119.2 .. 121.4 ms');
    expect(candidatesText([first, { ...first, family: 'tokenBucket', per: ['user'] }])).toBe(
      'cooldown or tokenBucket, per resource or user',
    );
    expect(candidatesText([first, { ...first, per: [] }, { ...first, per: ['user', 'resource'] }])).toBe(
      'cooldown, per resource, all or user+resource',
    );
    expect(candidatesText([{ ...first, family: 'none', parameters: {} }])).toBe('no limit');
    expect(candidatesText([])).toBe('nothing known fits');
  });
});

it.each([
  ['possible', null, exitCodes.pass],
  ['impossible', null, exitCodes.fail],
  ['untold', null, exitCodes.inconclusive],
  ['possible', 130, 130],
  ['impossible', 130, exitCodes.fail],
  ['untold', 143, 143],
] as const)('%s, interrupted by %s, exits with %d', (verdict, interruptedBy, code) => {
  expect(probeExitCode({ ...report, verdict }, interruptedBy)).toBe(code);
});

it('folds rounds that ask the same and tell nothing new', () => {
  const lines = roundLines();
  const play = (number: number, asks: string, known: string | null): readonly string[] =>
    lines.played({ number, asks, answers: 'some', known });
  expect(play(1, 'how many', null)).toEqual(['1 how many: some']);
  expect(play(2, 'how many', 'one')).toEqual(['2 how many: some', '  one']);
  const counted = Array.from({ length: 12 }, (_, index) => play(3 + index, 'how many', 'one'));
  expect(counted.flat()).toEqual(['  … 10 more rounds like this']);
  expect(play(15, 'how long', 'one')).toEqual(['  … 2 more rounds like this', '15 how long: some']);
  expect(lines.ended()).toEqual([]);
  expect(play(16, 'how long', 'one')).toEqual([]);
  expect(lines.ended()).toEqual(['  … 1 more round like this']);
});
