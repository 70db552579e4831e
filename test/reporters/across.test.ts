import { describe, expect, it } from 'vitest';
import type { ReportedAction, ReportedViolation } from '../../src/report/report.js';
import { acrossText, differing } from '../../src/reporters/format/across.js';

const action = (id: number, changes: Partial<ReportedAction> = {}): ReportedAction => ({
  id,
  user: 'u0',
  resource: 'r0',
  action: null,
  connection: 'u0.1',
  node: null,
  phase: 'rounds',
  sentAtUs: id * 1000,
  settledAtUs: id * 1000 + 500,
  outcome: 'accepted',
  reason: null,
  ...changes,
});

const violation = (
  actions: readonly ReportedAction[],
  kind: ReportedViolation['kind'] = 'false-accept',
): ReportedViolation => ({
  kind,
  strength: 'proven',
  key: 'u0',
  actions,
  because: '',
  chain: [],
  marginUs: 1,
  constraint: null,
  atUs: 0,
});

const other = action(2, { connection: 'u0.2' });

describe('acrossText', () => {
  it('says on which connections a user acted, and what that looks like', () => {
    const across = violation([action(0), action(1), other]);
    expect(differing(across)).toEqual(['connection']);
    expect(acrossText(across)).toBe(
      'u0 acted on 2 connections: u0.1, then u0.2; a limit of its own for each connection would look like this.',
    );
  });

  it.each<[string, ReportedViolation]>([
    [
      'an accept on the same connection is among the proof',
      violation([action(0), { ...other, id: 3 }, other]),
    ],
    ["somebody else's accept is among the proof", violation([action(0), action(1, { user: 'u1' }), other])],
    ['a refusal is wrong', violation([action(0), { ...other, outcome: 'rejected' }], 'false-reject')],
    [
      'a connection is not known',
      violation([action(0), action(1, { connection: null }), other, action(3, { connection: 'u0.3' })]),
    ],
  ])('guesses nothing where %s', (_, across) => {
    expect(acrossText(across)).toMatch(/^u0 acted on \d connections: /u);
    expect(acrossText(across)).not.toContain('look');
  });

  it('says nothing of different users, of one connection, and of what never left', () => {
    const silent = [
      violation([action(0), action(1)]),
      violation([action(0), action(1, { user: 'u1', connection: 'u1.1' })]),
      violation([action(0), action(1, { connection: null })]),
      violation([action(0), action(1, { connection: 'u0.2', sentAtUs: null })]),
    ];
    expect(silent.map(acrossText)).toEqual([null, null, null, null]);
    expect(silent.flatMap(differing)).toEqual([]);
  });

  it('orders by the first send, tells nodes and phases apart, and counts other users and what is too much', () => {
    const sent = (id: number, user: string, node: string): ReportedAction =>
      action(id, { user, node, connection: `${user}.1` });
    const nodes = [sent(5, 'u0', 'e'), ...['a', 'b', 'c', 'd'].map((node, id) => sent(id, 'u0', node))];
    const both = [sent(6, 'u1', 'a'), sent(7, 'u1', 'b')];
    expect(acrossText(violation([...nodes, ...both], 'no-explanation'))).toBe(
      'u0 acted on 5 nodes: a, then b, then c, then d and 1 more, and so did 1 other user.',
    );
    expect(acrossText(violation([action(0), action(1, { phase: 'duels' })]))).toBe(
      'u0 acted in 2 phases: rounds, then duels.',
    );
  });
});
