import { describe, expect, it } from 'vitest';
import { msText, secondsText } from '../../src/plan/durations.js';
import { planTable } from '../../src/plan/plan-table.js';
import type { PlanSpec } from '../../src/plan/plan.js';
import { dedicated } from '../../strategies/index.js';
import { ms, paced, phaseOf, plan } from './specs.js';

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
        "accepts on a key are planned at least 220 ms apart where 200 ms is the limit: certain up to a round trip of 20 ms",
        "planned rejects come in the middle third of the 200 ms: certain up to a round trip of 66.666 ms",
        "expect 450 accepts and 150 certain rejects",
        "the run takes 10.313 s and 600 actions",
        "each resource passes from one user to another 44 times",
      ]
    `);
    expect(warnings).toEqual([]);
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
      'a short spacing',
      { spacingUs: 50 * ms, phases: [phaseOf(paced({ rejects: 0.2 }), 9)] },
      /only up to a round trip of 16.666 ms/,
    ],
    ['a spacing of nothing', { spacingUs: 5, phases: [phaseOf(paced({ rejects: 0.2 }), 9)] }, /no middle/],
    [
      'duels without margin',
      { phases: [phaseOf({ kind: 'duels', marginUs: 0 }, 9)] },
      /may not have recovered/,
    ],
    ['all is well', { phases: [phaseOf(paced({ rejects: 0.2 }), 9)] }, /^$/],
    [
      'duels are rejects too',
      { phases: [phaseOf(paced(), 9), phaseOf({ kind: 'duels', marginUs: 1 }, 9)] },
      /^$/,
    ],
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
