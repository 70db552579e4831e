import { describe, expect, it } from 'vitest';
import { barrier, duels, fixed, probing } from '../../src/plan/pacings/index.js';
import { msText, secondsText, shortMsText } from '../../src/plan/durations.js';
import { planTable } from '../../src/plan/plan-table.js';
import type { PlanSpec } from '../../src/plan/plan.js';
import { dedicated } from '../../strategies/index.js';
import { ms, paced, phaseOf, plan } from './specs.js';

const wordsOf = (spec: Partial<PlanSpec>) => plan(spec).header.feasibility;

describe('feasibility', () => {
  it('says what 30 users on 10 resources need', () => {
    const { feasibility, warnings } = plan({
      users: 30,
      resources: 10,
      phases: [phaseOf(paced({ rejects: 0.25 }), 15)],
    }).header;
    expect(feasibility).toMatchInlineSnapshot(`
      [
        "30 users on 10 resources need 3 lanes; a step cannot be shorter than 0.69 s",
        "refusals are tried up to 170 ms after an accept and accepts from 221 ms on; between them nothing is tried (the limit is 200 ms)",
        "these verdicts stay certain up to a round trip of about 21 ms",
        "expect 450 accepts and 150 certain rejects",
        "the run takes 10.393 s and 600 actions",
        "each resource passes from one user to another 44 times",
        "no two users meet at one instant: races are not looked for",
      ]
    `);
    expect(warnings).toEqual([]);
  });

  const one = { users: 1, resources: 1 };

  it.each<[string, Partial<PlanSpec>, string[]]>([
    [
      'one of everything',
      { ...one, phases: [phaseOf(paced(), 1)] },
      [
        '1 user on 1 resource needs 1 lane; a step cannot be shorter than 0.23 s',
        'nothing is tried after an accept (the limit is 200 ms)',
        'expect 1 accept',
        'the run takes 0.003 s and 1 action',
        'the resource passes from one user to another 0 times',
        'no two users meet at one instant: races are not looked for',
      ],
    ],
    [
      'accepts only',
      { ...one, phases: [phaseOf(paced({ jitterUs: 0 }), 2)] },
      [
        '1 user on 1 resource needs 1 lane; a step cannot be shorter than 0.23 s',
        'accepts are tried from 230 ms after an accept on; before that nothing is tried (the limit is 200 ms)',
        'these verdicts stay certain up to a round trip of about 30 ms',
        'expect 2 accepts',
        'the run takes 0.23 s and 2 actions',
        'the resource passes from one user to another 0 times',
        'no two users meet at one instant: races are not looked for',
      ],
    ],
    [
      'one duel',
      { users: 2, resources: 1, phases: [phaseOf(duels({ marginUs: 30 * ms }), 1)] },
      [
        '1 duel, one each 0.23 s; a resource rests 0.23 s between two of its own',
        'expect 2 actions that may go either way',
        'the run takes 0 s and 2 actions',
        '1 duel looks for races',
      ],
    ],
    [
      'one step of a load, all at once',
      { users: 2, resources: 1, phases: [phaseOf(fixed({ everyUs: 50 * ms, spread: false }), 1)] },
      [
        'a step each 0.05 s, whatever the limit says',
        'expect 2 actions that may go either way',
        'the run takes 0 s and 2 actions',
      ],
    ],
  ])('says it right: %s', (_, spec, words) => {
    expect(wordsOf(spec)).toEqual(words);
  });

  it('counts the barriers at which somebody meets somebody', () => {
    const races = barrier({ everyUs: null, marginUs: 20 * ms, sweepUs: [0], users: null });
    const met = wordsOf({ users: 4, resources: 2, phases: [phaseOf(races, 3)] });
    expect(met).toContain('3 barriers look for races');
    const apart = plan({ users: 2, resources: 8, phases: [phaseOf(races, 3)] }).header;
    expect(apart.feasibility.join()).not.toMatch(/barriers? looks? for races/);
    expect(apart.feasibility).toContain('no two users meet at one instant: races are not looked for');
    expect(apart.warnings.join()).toMatch(/no two users meet on one key: use the strategy stampede/);
    const alone = plan({ users: 4, resources: 2, per: ['user'], phases: [phaseOf(races, 3)] }).header;
    expect(alone.warnings.join()).toMatch(/counts per user, so there is no race between users/);
  });

  it('aims for nothing where nothing is sure, also behind the edge', () => {
    const phases = [phaseOf(probing({ offsetsUs: [40 * ms], marginUs: 30 * ms }), 4)];
    expect(plan({ sureOf: 'nothing', phases }).header.aims).toMatchObject({ accepts: 0, rejects: 0 });
    expect(plan({ phases }).header.aims).toMatchObject({ open: 0 });
  });

  it('says how near to the limit a phase really goes', () => {
    const phases = [
      phaseOf(paced({ jitterUs: 5 * ms, rejects: 0.2 }), 20),
      phaseOf(duels({ marginUs: 30 * ms }), 15),
    ];
    const words = wordsOf({ users: 30, resources: 10, phases });
    expect(words).toContain(
      'cooldown-aware: refusals are tried up to 170 ms after an accept and accepts from 225 ms on; between them nothing is tried (the limit is 200 ms)',
    );
    expect(words).toContain('cooldown-aware: these verdicts stay certain up to a round trip of about 25 ms');
    expect(words).toContain('15 duels look for races');
    const single = wordsOf({ users: 3, resources: 3, phases: [phaseOf(paced({ rejects: 0.5 }), 1)] });
    expect(single.join('\n')).toMatch(
      /refusals are tried up to \d+ ms after an accept; after that nothing is tried/,
    );
  });

  it.each<[string, Partial<PlanSpec>, RegExp]>([
    ['nobody meets anybody', { phases: [phaseOf(paced(), 3, dedicated())] }, /no contention/],
    ['nothing is refused', {}, /only half of the limit/],
    [
      'jitter above the margin',
      { phases: [phaseOf(paced({ jitterUs: 40 * ms, rejects: 0.2 }), 9)] },
      /jitter of 40 ms is more than the margin; 30 ms is used/,
    ],
    [
      'jitter eats the margin',
      { phases: [phaseOf(paced({ jitterUs: 30 * ms, rejects: 0.2 }), 9)] },
      /nothing of the margin/,
    ],
    ['no margin', { phases: [phaseOf(paced({ marginUs: 0, jitterUs: 0, rejects: 0.2 }), 9)] }, /no margin/],
    [
      'the margin is wide',
      { spacingUs: 50 * ms, phases: [phaseOf(paced({ rejects: 0.2 }), 9)] },
      /short beside a margin of 30 ms: .* middle .* only up to a round trip of 24.999 ms/,
    ],
    [
      'the margin is thin',
      { phases: [phaseOf(paced({ marginUs: 4999, jitterUs: 0, rejects: 0.2 }), 9)] },
      /^phase cooldown-aware: a margin of 4.999 ms is thin: on a network most verdicts will be undecided$/,
    ],
    [
      'not at a margin of 5 ms',
      { phases: [phaseOf(paced({ marginUs: 5 * ms, jitterUs: 0, rejects: 0.2 }), 9)] },
      /^$/,
    ],
    ['a spacing of nothing', { spacingUs: 5, phases: [phaseOf(paced({ rejects: 0.2 }), 9)] }, /no middle/],
    ['duels without margin', { phases: [phaseOf(duels({ marginUs: 0 }), 9)] }, /may not have recovered/],
    ['all is well', { phases: [phaseOf(paced({ rejects: 0.2 }), 9)] }, /^$/],
    ['duels are rejects too', { phases: [phaseOf(paced(), 9), phaseOf(duels({ marginUs: 1 }), 9)] }, /^$/],
  ])('warns when %s', (_, spec, words) => {
    const text = plan(spec).header.warnings.join('\n');
    expect(text).toMatch(words);
  });

  it('writes durations exactly', () => {
    expect([690_000, 230_500, 12_000_000, 400, 0, 1_234_567].map(secondsText)).toEqual([
      '0.69 s',
      '0.231 s',
      '12 s',
      '0.0004 s',
      '0 s',
      '1.235 s',
    ]);
    expect([20_000, 250, 0, 1_000_001].map(msText)).toEqual(['20 ms', '0.25 ms', '0 ms', '1000.001 ms']);
    expect([225_013, 66_666, 1666, 250, 12, 1_234_567].map((us) => shortMsText(us, 3))).toEqual([
      '225 ms',
      '66.7 ms',
      '1.67 ms',
      '0.25 ms',
      '0.012 ms',
      '1235 ms',
    ]);
    expect([25_213, 24_999, 1666, 99, 225_013].map((us) => shortMsText(us, 2))).toEqual([
      '25 ms',
      '25 ms',
      '1.7 ms',
      '0.099 ms',
      '225 ms',
    ]);
  });
});

describe('planTable', () => {
  it('shows who is on what', () => {
    expect(planTable(plan({}))).toMatchInlineSnapshot(`
      "cooldown-aware: round-robin, cooldown-aware, 9 actions, 1 lane, a step each 0.23 s
      step  0   1   2
      r0    u0  u2  u1
      r1    u1  u0  u2
      r2    u2  u1  u0
      "
    `);
  });

  it('keeps to its width and height, and says what it leaves out', () => {
    const made = plan({ users: 60, resources: 30, phases: [phaseOf(paced({ rejects: 0.3 }), 50)] });
    const lines = planTable(made, { widthMax: 60, rowsMax: 5 }).trimEnd().split('\n').slice(1);
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines[0]).toMatch(/…$/);
    expect(lines[6]).toBe('… and 25 more resources');
  });
});
