import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import { faultsOf } from '../../src/report/faults.js';
import { mapTexts } from '../../src/report/map-texts.js';
import { historyOf, hostileText, inputOf, reportOf, verdictOf } from './fixture.js';
import { runs } from './seed.js';

type FaultEvent = Extract<HistoryEvent, { kind: 'fault' }>;

const fault = (changes: Partial<FaultEvent> = {}): FaultEvent => ({
  kind: 'fault',
  atUs: 4_000_000,
  untilUs: 4_000_000,
  fault: 'drop',
  text: '7 users lose their connections without a word',
  users: 7,
  userNames: ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7'],
  ...changes,
});

const cut: FaultEvent = {
  kind: 'fault',
  atUs: 4_000_000,
  untilUs: 5_000_000,
  fault: 'cut',
  text: 'the network is gone for 1 s',
};
const over: FaultEvent = { ...cut, atUs: 5_000_000, untilUs: 5_000_900, text: `over: ${cut.text}` };

describe('faultsOf', () => {
  it('says when, what and to whom, at most five of them by name', () => {
    expect(faultsOf(historyOf([], [fault()]))).toEqual({
      faultCount: 1,
      faults: [
        {
          atUs: 4_000_000,
          untilUs: 4_000_000,
          fault: 'drop',
          text: '7 users lose their connections without a word',
          users: 7,
          names: ['u1', 'u2', 'u3', 'u4', 'u5'],
        },
      ],
    });
  });

  it('takes the end of what lasted from where it was really over', () => {
    const { faults } = faultsOf(historyOf([], [cut, over]));
    expect(faults).toEqual([
      { atUs: 4_000_000, untilUs: 5_000_900, fault: 'cut', text: cut.text, users: null, names: [] },
    ]);
  });

  it('gives each end to the first of the same words that has none', () => {
    const later = { ...cut, atUs: 7_000_000, untilUs: 8_000_000 };
    const overLater = { ...over, atUs: 8_000_000, untilUs: 8_000_700 };
    const { faults } = faultsOf(historyOf([], [cut, over, later, overLater]));
    expect(faults.map(({ untilUs }) => untilUs)).toEqual([5_000_900, 8_000_700]);
  });

  it('leaves nothing out that belongs to nothing', () => {
    const text = 'it failed: no such process';
    const failed: FaultEvent = { kind: 'fault', atUs: 4_000_000, fault: 'cut', text };
    const { faults, faultCount } = faultsOf(historyOf([], [over, failed]));
    expect(faultCount).toBe(2);
    expect(faults.map((one) => [one.text, one.untilUs])).toEqual([
      [text, null],
      [over.text, 5_000_900],
    ]);
  });

  it('lists at most 100 and counts all, in order of time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60_000_000), { maxLength: 150 }), (times) => {
        const { faults, faultCount } = faultsOf(
          historyOf(
            [],
            times.map((atUs) => fault({ atUs, untilUs: atUs })),
          ),
        );
        expect(faultCount).toBe(times.length);
        expect(faults.map(({ atUs }) => atUs)).toEqual(times.toSorted((a, b) => a - b).slice(0, 100));
      }),
      runs(50),
    );
  });

  it('has no text that cannot be taken out', () => {
    const secret = 'hunter2';
    const history = historyOf([], [fault({ userNames: [secret], text: secret, fault: hostileText })]);
    const report = reportOf(inputOf(history, verdictOf([])));
    const clean = mapTexts(report, (text) => text.replaceAll(secret, '[redacted]'));
    expect(JSON.stringify(clean.faults)).not.toContain(secret);
    expect(clean.faults[0]).toMatchObject({ names: ['[redacted]'], text: '[redacted]' });
  });
});
