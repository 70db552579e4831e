import { describe, expect, it } from 'vitest';
import { probeVerdictOf } from '../../src/cli/probe-verdict.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { cooldown, lease } from '../../src/models/index.js';
import type { Candidate, Findings } from '../../src/probe/contract.js';
import type { Probed } from '../../src/probing/probing.js';

const declared = cooldown({ per: ['resource'], everyUs: 200_000 });
const assumptions = { ...defaultAssumptions, complete: true, initial: 'fresh' as const };

/** Attempts on one resource, each answered within a millisecond: `[when, accepted]`. */
function historyOf(answers: readonly (readonly [atUs: number, accepted: boolean])[]): History {
  const builder = historyBuilder();
  answers.forEach(([atUs, accepted], id) => {
    const times = { step: 0, intendedAtUs: atUs, sentAtUs: atUs, settledAtUs: atUs + 1000 };
    builder.add({ id, user: 'u0', resource: 'r0', ...times, outcome: accepted ? 'accepted' : 'rejected' });
  });
  return builder.build();
}

const right = historyOf([
  [0, true],
  [100_000, false],
  [250_000, true],
]);
const wrong = historyOf([
  [0, true],
  [130_000, true],
]);

const found: Candidate = {
  family: 'cooldown',
  per: ['resource'],
  parameters: { everyUs: { least: 190_000, most: 210_000 } },
  choices: {},
  model: declared,
};

const probed = (findings: Partial<Findings>, history: History, ended: Probed['ended'] = 'known') => ({
  findings: {
    candidates: [found],
    rejectExtends: 'no' as const,
    survivesReconnect: 'yes' as const,
    untold: [],
    declared: 'possible' as const,
    differences: [],
    actions: history.length,
    rounds: 1,
    durationUs: 0,
    ...findings,
  },
  history,
  ended,
});

type Judged = Parameters<typeof probeVerdictOf>;
const verdictOf = (scenario: Judged[0], spec: Judged[1], what: Judged[2]) =>
  probeVerdictOf(scenario, spec, what, 'ws://there:80');

const verdict = (...[findings, history, ended]: Parameters<typeof probed>) =>
  verdictOf({ assumptions }, { declared }, probed(findings, history, ended)).verdict;

describe('the verdict of a probe', () => {
  it('is what was found', () => {
    expect(verdict({}, right)).toBe('possible');
    expect(verdict({ declared: 'impossible' }, wrong)).toBe('impossible');
  });

  it('accuses nobody whom the judge does not accuse', () => {
    expect(verdict({ declared: 'impossible' }, right)).toBe('untold');
    // A tick and a drift later the server would be innocent: so near the edge nothing is proven.
    const near = historyOf([
      [0, true],
      [198_500, true],
    ]);
    expect(verdict({ declared: 'impossible' }, near)).toBe('untold');
  });

  it('accuses nobody who serves others too, and speaks for nobody either', () => {
    const shared = { assumptions: { ...assumptions, exclusive: false } };
    for (const said of ['possible', 'impossible'] as const) {
      const { verdict: told, reasons } = verdictOf(shared, { declared }, probed({ declared: said }, wrong));
      expect([told, reasons.join()]).toEqual(['untold', expect.stringContaining('exclusive: false')]);
    }
  });

  it('speaks for no server of which too little is known', () => {
    expect(verdict({ candidates: [found, { ...found, per: ['user'] }] }, right)).toBe('untold');
    expect(verdict({ candidates: [{ ...found, family: 'none', per: [] }] }, right)).toBe('untold');
    expect(verdict({}, historyOf([]), 'nobody-connected')).toBe('untold');
    expect(verdictOf({ assumptions }, { declared: null }, probed({}, right)).verdict).toBe('untold');
  });

  it('takes a declared limit that explains what nothing else does', () => {
    const held = lease({ per: ['resource'], ttlUs: 200_000 });
    const told = (history: History) =>
      verdictOf({ assumptions }, { declared: held }, probed({ candidates: [] }, history)).verdict;
    expect(told(right)).toBe('possible');
    expect(told(wrong)).toBe('untold');
    expect(told(historyOf([]))).toBe('untold');
  });

  it('is untold where the limit is counted on what no answer says', () => {
    const perNode = cooldown({ per: ['node'], everyUs: 200_000 });
    const { verdict: told } = verdictOf(
      { assumptions },
      { declared: perNode },
      probed({ declared: 'impossible' }, wrong),
    );
    expect(told).toBe('untold');
  });

  it.each([
    ['interrupted', [], 'it was stopped before the first answer'],
    ['nobody-connected', [], 'nobody could connect to ws://there:80: no answer; is it running?'],
    [
      'known',
      ['error', 'error', 'unknown'],
      'none of 3 sent actions was accepted or rejected, 2 answers said something else, 1 had no answer; most often: no such event',
    ],
  ] as const)('is untold where nothing was seen: %s %j', (ended, outcomes, reason) => {
    const builder = historyBuilder();
    outcomes.forEach((outcome, id) => {
      const times = { step: 0, intendedAtUs: id, sentAtUs: id, settledAtUs: id + 1000 };
      const why = outcome === 'error' ? { reason: 'no such event' } : {};
      builder.add({ id, user: 'u0', resource: 'r0', ...times, outcome, ...why });
    });
    const what = probed({ candidates: [], declared: 'possible' }, builder.build(), ended);
    expect(verdictOf({ assumptions }, { declared }, what)).toEqual({ verdict: 'untold', reasons: [reason] });
  });

  it('names the address that nobody could connect to, and why', () => {
    const builder = historyBuilder();
    for (const reason of ['connection refused', 'HTTP 401', 'HTTP 401'])
      builder.event({ kind: 'connection-failed', atUs: 0, user: 'u0', reason });
    const what = probed({}, builder.build(), 'nobody-connected');
    expect(verdictOf({ assumptions }, { declared }, what).reasons).toEqual([
      'nobody could connect to ws://there:80: HTTP 401; are path and credentials right?',
    ]);
  });
});
