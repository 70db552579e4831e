import { describe, expect, it } from 'vitest';
import type { Action, KeyField } from '../../src/history/action.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/index.js';
import { boundText, durationText } from '../../src/oracle/duration-text.js';
import { judge } from '../../src/oracle/judge.js';
import { randomOf } from '../../src/plan/random.js';
import { historyOf, pasteableRun, small, type Small } from './small.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'sentences';

type Line = readonly [
  user: string,
  resource: string,
  sentMs: number,
  settledMs: number,
  outcome: Action['outcome'],
];

const said = (
  per: readonly KeyField[],
  lines: readonly Line[],
  assumptions: Partial<Assumptions> = {},
): readonly string[] => {
  const actions = lines.map(([user, resource, sentMs, settledMs, outcome], id): Action => ({
    id,
    user,
    resource,
    step: 0,
    intendedAtUs: sentMs * 1000,
    sentAtUs: sentMs * 1000,
    settledAtUs: settledMs * 1000,
    outcome,
  }));
  const model = cooldown({ per, everyUs: 200_000 });
  const verdict = judge(model, historyOf({ actions, events: [] }), {
    ...defaultAssumptions,
    initial: 'fresh',
    ...assumptions,
  });
  return verdict.violations.map(({ because }) => because);
};

describe('a false accept', () => {
  it('names both users when the limit is on the resource', () => {
    const lines: Line[] = [
      ['u2', 'r3', 0, 10, 'accepted'],
      ['u7', 'r3', 100, 112, 'accepted'],
    ];
    expect(said(['resource'], lines)).toEqual([
      'r3 accepted u7 at most 112 ms after it accepted u2; the cooldown is 200 ms.',
    ]);
    expect(said([], lines)).toEqual([
      'the server accepted u7 on r3 at most 112 ms after it accepted u2 on r3; the cooldown is 200 ms.',
    ]);
  });

  it('says within what time where nobody knows which came first', () => {
    const lines: Line[] = [
      ['u2', 'r3', 0, 30, 'accepted'],
      ['u7', 'r3', 5, 40, 'accepted'],
    ];
    expect(said(['resource'], lines)).toEqual([
      'r3 accepted u2 and u7 within 40 ms of each other; the cooldown is 200 ms.',
    ]);
  });

  it('says twice where it was the same user on the same resource', () => {
    const lines: Line[] = [
      ['u7', 'r3', 0, 10, 'accepted'],
      ['u7', 'r3', 100, 112.4, 'accepted'],
    ];
    expect(said(['user', 'resource'], lines)).toEqual([
      'r3 accepted u7 twice within 113 ms; the cooldown is 200 ms.',
    ]);
  });

  it('names the resources when the limit is on the user', () => {
    const lines: Line[] = [
      ['u7', 'r3', 0, 10, 'accepted'],
      ['u7', 'r4', 100, 112, 'accepted'],
    ];
    expect(said(['user'], lines)).toEqual([
      'the server accepted u7 on r4 at most 112 ms after it accepted u7 on r3; the cooldown is 200 ms.',
    ]);
  });

  it('mentions what was declared besides the length', () => {
    const lines: Line[] = [
      ['u2', 'r3', 0, 10, 'accepted'],
      ['u7', 'r3', 100, 112, 'accepted'],
    ];
    expect(said(['resource'], lines, { graceUs: { early: 50_000, late: 0 } })).toEqual([
      'r3 accepted u7 at most 112 ms after it accepted u2; the cooldown is 200 ms, and may end 50 ms early.',
    ]);
    expect(said(['resource'], lines, { boundary: 'exclusive' })).toEqual([
      'r3 accepted u7 at most 112 ms after it accepted u2; the cooldown must be longer than 200 ms.',
    ]);
  });
});

describe('a false reject', () => {
  it('says for how long nothing had been accepted', () => {
    const lines: Line[] = [
      ['u2', 'r3', 0, 10, 'accepted'],
      ['u7', 'r3', 271, 280, 'rejected'],
    ];
    expect(said(['resource'], lines)).toEqual([
      'r3 refused u7 although nothing had been accepted there for at least 260 ms; the cooldown is 200 ms.',
    ]);
    expect(said([], lines)).toEqual([
      'the server refused u7 on r3 although nothing had been accepted from anybody anywhere for at least 260 ms; the cooldown is 200 ms.',
    ]);
  });

  it('says so where nothing ever was', () => {
    const lines: Line[] = [['u7', 'r3', 271, 280, 'rejected']];
    expect(said(['resource'], lines)).toEqual([
      'r3 refused u7 although nothing had ever been accepted there; the cooldown is 200 ms.',
    ]);
    expect(said(['user'], lines)).toEqual([
      'the server refused u7 on r3 although nothing had ever been accepted from u7 anywhere; the cooldown is 200 ms.',
    ]);
    expect(said(['resource'], lines, { initial: 'unknown' })).toEqual([]);
  });
});

it('what has no explanation together is told as a whole', () => {
  const lines: Line[] = [
    ['u1', 'r3', 0, 300, 'accepted'],
    ['u2', 'r3', 1, 301, 'accepted'],
    ['u3', 'r3', 2, 302, 'accepted'],
  ];
  expect(said(['resource'], lines)).toEqual([
    'r3 accepted 3 actions (u1, u2, u3) within 302 ms, and no order of decisions makes that right; the cooldown is 200 ms.',
  ]);
});

it('names from outside cannot break out of a sentence', () => {
  const lines: Line[] = [
    ['u2\u001b[31m\n', 'r'.repeat(100), 0, 10, 'accepted'],
    ['u7', 'r'.repeat(100), 100, 112, 'accepted'],
  ];
  const [sentence] = said(['resource'], lines);
  expect(sentence).not.toMatch(/\p{Cc}/u);
  expect(sentence.length).toBeLessThan(200);
});

it('rounds so that what it says stays true, and never up to the limit', () => {
  expect(boundText(112_345, 'up', 200_000)).toBe('113 ms');
  expect(boundText(199_960, 'up', 200_000)).toBe('199.96 ms');
  expect(boundText(260_900, 'down', 200_000)).toBe('260 ms');
  expect(boundText(200_400, 'down', 200_000)).toBe('200 ms');
  expect(boundText(7_123, 'up', 20_000)).toBe('7.13 ms');
  expect(boundText(61_234_567, 'down', 60_000_000)).toBe('61.2 s');
  expect(durationText(1_500_000)).toBe('1500 ms');
  expect(durationText(300_000_000)).toBe('300 s');
  const random = randomOf(seed, 'bounds');
  for (let index = 0; index < 2_000; index++) {
    const limitUs = 2 + random.below(20_000_000);
    const belowUs = random.below(limitUs - 1) + 1;
    const up = microsOf(boundText(belowUs, 'up', limitUs));
    expect(up).toBeGreaterThanOrEqual(belowUs);
    expect(up).toBeLessThan(limitUs);
    const down = microsOf(boundText(limitUs + belowUs, 'down', limitUs));
    expect(down).toBeLessThanOrEqual(limitUs + belowUs);
    expect(down).toBeGreaterThanOrEqual(limitUs);
  }
});

const microsOf = (text: string): number =>
  Math.round(Number.parseFloat(text) * (text.endsWith(' ms') ? 1e3 : 1e6));

it('every number is true of the recorded times', () => {
  const random = randomOf(seed, 'small');
  let checked = 0;
  for (let index = 0; index < 2_000; index++) checked += checkSentences(small(random));
  expect(checked).toBeGreaterThan(500);
});

/** Recomputes the numbers from the stored actions alone. */
function checkSentences(run: Small): number {
  const history = historyOf(run);
  const model = cooldown({ per: ['resource'], everyUs: run.everyUs });
  const { violations } = judge(model, history, run.assumptions);
  for (const { kind, rows, because } of violations) {
    const [first, last] = [history.actionAt(rows[0]), history.actionAt(rows[rows.length - 1])];
    const numberUs = Math.round(Number(/([\d.]+) ms/u.exec(because)?.[1]) * 1000);
    const complaint = `${because}\n${pasteableRun(run)}`;
    if (kind === 'false-accept') {
      const apartUs = Math.max(span(first, last), span(last, first));
      expect(numberUs, complaint).toBeGreaterThanOrEqual(
        /after/u.test(because) ? span(first, last) : apartUs,
      );
      expect(numberUs, complaint).toBeLessThanOrEqual(run.everyUs);
    }
    if (kind === 'false-reject' && !because.includes('ever')) {
      for (let row = 0; row < history.length; row++) {
        const other = history.actionAt(row);
        const mayCount = other.outcome !== 'rejected' && other.outcome !== 'dropped';
        if (!mayCount || other.resource !== last.resource) continue;
        if ((other.sentAtUs ?? 0) > (last.settledAtUs ?? 0)) continue;
        const { horizonUs } = run.assumptions;
        const isOpen = other.outcome !== 'accepted' && horizonUs !== null;
        const latestUs = isOpen ? (other.sentAtUs ?? 0) + horizonUs : Infinity;
        const overUs = Math.min(other.settledAtUs ?? Infinity, latestUs);
        expect((last.sentAtUs ?? 0) - overUs, complaint).toBeGreaterThanOrEqual(numberUs);
      }
      expect(numberUs, complaint).toBeGreaterThanOrEqual(run.everyUs);
    }
  }
  return violations.length;
}

const span = (from: Action, to: Action): number => (to.settledAtUs ?? NaN) - (from.sentAtUs ?? NaN);
