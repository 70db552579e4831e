import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import { actionLine } from '../../src/history/action-line.js';
import type { History } from '../../src/history/history.js';
import { historyOf, journalWriter, readJournal } from '../../src/history/journal.js';
import type { JournalAction, JournalEntry, PlannedRow } from '../../src/history/journal.js';
import { inSendOrder, seed } from './arbitrary.js';

const phases = [
  { name: 'main', startUs: 0 },
  { name: 'duels', startUs: 50_000 },
];

/** A run as it really was, and the journal it wrote. */
interface Played {
  readonly planned: readonly PlannedRow[];
  readonly truth: readonly Action[];
  readonly entries: readonly JournalEntry[];
}

const fates = ['accepted', 'rejected', 'error', 'unknown', 'late', 'twice', 'dropped', 'refused'] as const;
type Fate = (typeof fates)[number];

const anyRun: fc.Arbitrary<Played> = fc
  .tuple(
    fc.nat({ max: 1_000_000 }),
    fc.boolean(),
    fc.array(
      fc.record({
        fate: fc.constantFrom(...fates),
        dueUs: fc.nat({ max: 100_000 }),
        lateUs: fc.integer({ min: -900, max: 20_000 }),
        roundTripUs: fc.integer({ min: 1, max: 60_000 }),
      }),
      { maxLength: 12 },
    ),
  )
  .map(([originUs, isBrief, steps]) => played(Math.max(1000, originUs), isBrief, steps));

interface Lot {
  readonly fate: Fate;
  readonly dueUs: number;
  readonly lateUs: number;
  readonly roundTripUs: number;
}

function played(originUs: number, isBrief: boolean, lots: readonly Lot[]): Played {
  const planned: PlannedRow[] = lots.map(({ dueUs }, id) => ({
    id,
    user: `u${id % 3}`,
    resource: `r${id % 2}`,
    step: id,
    intendedAtUs: dueUs,
    phase: dueUs < 50_000 ? 'main' : 'duels',
  }));
  const acts = lots.map((lot, id) => act(planned[id], originUs, lot, isBrief));
  const diary = acts.flatMap(({ diary }) => diary).sort((a, b) => a.atUs - b.atUs);
  const starts = phases.map(({ name, startUs }): JournalEntry => ({
    entry: 'event',
    event: { kind: 'phase-started', atUs: originUs + startUs, phase: name },
  }));
  const finished: JournalEntry = { entry: 'event', event: { kind: 'finished', atUs: 1e9, how: 'completed' } };
  return {
    planned,
    truth: acts.map(({ truth }) => truth),
    entries: [...starts, ...diary.map(({ entry }) => entry), finished],
  };
}

interface Act {
  readonly truth: Action;
  readonly diary: readonly { readonly atUs: number; readonly entry: JournalAction }[];
}

/** One action: what became of it, and what the journal was told when. */
function act(row: PlannedRow, originUs: number, { fate, lateUs, roundTripUs }: Lot, isBrief: boolean): Act {
  const { id } = row;
  const sentAtUs = originUs + row.intendedAtUs + lateUs;
  const settledAtUs = sentAtUs + roundTripUs;
  const base = { ...row, intendedAtUs: originUs + row.intendedAtUs };
  const sent: JournalAction = { entry: 'sent', ...base, sentAtUs };
  const settled = (atUs: number | null, outcome: Action['outcome'], reason?: string): JournalAction => ({
    entry: 'settled',
    ...(isBrief ? { id } : { ...base, sentAtUs }),
    settledAtUs: atUs,
    outcome,
    reason,
  });
  const overdue: JournalAction = { entry: 'overdue', id };
  const truth = (outcome: Action['outcome'], reason?: string): Action => ({
    ...base,
    sentAtUs: outcome === 'dropped' ? null : sentAtUs,
    settledAtUs: outcome === 'dropped' || outcome === 'unknown' ? null : settledAtUs,
    outcome,
    ...(reason === undefined ? {} : { reason }),
  });
  const start = { atUs: sentAtUs, entry: sent };
  const end = (entry: JournalAction, afterUs = 0) => ({ atUs: settledAtUs + afterUs, entry });
  switch (fate) {
    case 'accepted':
      return { truth: truth('accepted'), diary: [start, end(settled(settledAtUs, 'accepted'))] };
    case 'rejected':
    case 'error':
      return { truth: truth(fate, 'why'), diary: [start, end(settled(settledAtUs, fate, 'why'))] };
    case 'unknown':
      return { truth: truth('unknown', 'no answer in time'), diary: [start, end(overdue)] };
    case 'late': {
      const diary = [
        start,
        end(overdue, -1),
        end(settled(null, 'unknown', 'lost'), -1),
        end(settled(settledAtUs, 'accepted')),
      ];
      return { truth: truth('accepted'), diary };
    }
    case 'twice': {
      const again = end(settled(settledAtUs + 5, 'accepted'), 5);
      return {
        truth: truth('rejected', 'why'),
        diary: [start, end(settled(settledAtUs, 'rejected', 'why')), again],
      };
    }
    case 'dropped': {
      const entry: JournalAction = { entry: 'dropped', ...base, reason: 'not connected' };
      return { truth: truth('dropped', 'not connected'), diary: [{ atUs: sentAtUs, entry }] };
    }
    case 'refused': {
      const entry = { ...settled(null, 'dropped', 'not connected'), entry: 'settled' as const };
      return { truth: truth('dropped', 'not connected'), diary: [start, { atUs: sentAtUs, entry }] };
    }
  }
  throw new RangeError(fate satisfies never);
}

const rows = (history: History): Action[] =>
  Array.from({ length: history.length }, (_, row) => history.actionAt(row));

describe(`fold (seed ${seed})`, () => {
  it('of a whole journal is the run as it was', () => {
    fc.assert(
      fc.property(anyRun, ({ planned, truth, entries }) => {
        const history = historyOf(entries, planned, { phases });
        expect(rows(history)).toEqual(inSendOrder(truth));
        expect(history.complete).toBe(true);
        expect(history.events.length).toBe(3);
      }),
      { seed, numRuns: 250 },
    );
  });

  it('of a journal that breaks off anywhere claims nothing that the run did not see', () => {
    fc.assert(
      fc.property(anyRun, fc.nat(), ({ planned, truth, entries }, cut) => {
        const history = historyOf(entries.slice(0, cut % entries.length), planned, { phases });
        expect(history.complete).toBe(false);
        expect(history.length).toBe(planned.length);
        for (const action of rows(history)) {
          const real = truth[Number(action.id)];
          const isOpen = action.outcome === 'unknown' && action.settledAtUs === null;
          const mayBeReal = (action.sentAtUs ?? Infinity) <= (real.sentAtUs ?? Infinity);
          const isReal = actionLine({ ...action, reason: '' }) === actionLine({ ...real, reason: '' });
          expect({ action, real, isSound: isReal || (isOpen && mayBeReal) }).toMatchObject({ isSound: true });
          expect({ ...action, step: 0 }).toMatchObject({
            user: real.user,
            resource: real.resource,
            phase: real.phase,
          });
        }
      }),
      { seed, numRuns: 250 },
    );
  });

  it('does not depend on the order of entries, nor on how they were flushed', () => {
    const shuffledRun = anyRun.chain((run) =>
      fc.record({
        run: fc.constant(run),
        shuffled: fc.shuffledSubarray([...run.entries], { minLength: run.entries.length }),
        every: fc.integer({ min: 1, max: 9 }),
      }),
    );
    fc.assert(
      fc.property(shuffledRun, ({ run, shuffled, every }) => {
        const writer = journalWriter();
        const parts: Uint8Array[] = [];
        shuffled.forEach((entry, index) => {
          writer.append(entry);
          if (index % every === 0) parts.push(writer.flush() ?? new Uint8Array());
        });
        const { entries } = readJournal(Buffer.concat([...parts, writer.end()]));
        const expected = rows(historyOf(run.entries, run.planned, { phases }));
        expect(rows(historyOf(entries, run.planned, { phases }))).toEqual(expected);
      }),
      { seed, numRuns: 80 },
    );
  });
});

const started = (phase: string, atUs: number): JournalEntry => ({
  entry: 'event',
  event: { kind: 'phase-started', atUs, phase },
});

describe('a run that broke off', () => {
  const step: PlannedRow = {
    id: 4,
    user: 'u1',
    resource: 'r1',
    step: 2,
    intendedAtUs: 60_000,
    phase: 'duels',
  };

  it('may have sent a planned action as soon as its own phase allowed', () => {
    const [action] = rows(historyOf([started('main', 7000), started('duels', 80_000)], [step], { phases }));
    expect(action).toMatchObject({
      intendedAtUs: 90_000,
      sentAtUs: 89_000,
      settledAtUs: null,
      outcome: 'unknown',
    });
  });

  it('and as soon as any phase allowed when its own start is not told', () => {
    const [action] = rows(historyOf([started('main', 7000)], [step], { phases }));
    expect(action).toMatchObject({ intendedAtUs: 67_000, sentAtUs: 66_000 });
  });

  it('and at any time when nothing is told', () => {
    for (const options of [{ phases }, {}]) {
      const entries = options.phases === undefined ? [started('duels', 80_000)] : [];
      expect(rows(historyOf(entries, [step], options))[0]).toMatchObject({ sentAtUs: 0, settledAtUs: null });
    }
  });

  it('adds nothing when it was finished, even before its plan was', () => {
    const end: JournalEntry = { entry: 'event', event: { kind: 'finished', atUs: 1, how: 'interrupted' } };
    expect(historyOf([end], [step], { phases })).toMatchObject({ length: 0, complete: true });
  });
});

describe('contradictions', () => {
  const base = { id: 0, user: 'u', resource: 'r', step: 0, intendedAtUs: 10, phase: 'main' } as const;

  it('make an action unknown: dropped, and yet answered', () => {
    const entries: JournalEntry[] = [
      { entry: 'dropped', ...base, reason: 'not connected' },
      { entry: 'settled', ...base, sentAtUs: 20, settledAtUs: 30, outcome: 'accepted' },
    ];
    for (const order of [entries, entries.toReversed()]) {
      expect(rows(historyOf(order, []))).toEqual([
        {
          ...base,
          sentAtUs: 20,
          settledAtUs: null,
          outcome: 'unknown',
          reason: 'recorded both as never sent and as sent',
        },
      ]);
    }
  });

  it('make an answer without a time no answer', () => {
    const entry: JournalEntry = { entry: 'settled', ...base, sentAtUs: 20, outcome: 'accepted' };
    expect(rows(historyOf([entry], []))[0]).toMatchObject({ outcome: 'unknown', settledAtUs: null });
  });

  it('widen a window whose send is not told to all that it can have been', () => {
    const { phase, ...rest } = base;
    const entry: JournalEntry = { entry: 'settled', ...rest, settledAtUs: 30, outcome: 'accepted' };
    expect(rows(historyOf([entry], []))[0]).toMatchObject({
      outcome: 'accepted',
      sentAtUs: 0,
      settledAtUs: 30,
    });
    const planned = [{ ...base, phase, intendedAtUs: 99_999 }];
    const started: JournalEntry = { entry: 'event', event: { kind: 'phase-started', atUs: 5, phase } };
    expect(rows(historyOf([entry, started], planned, { phases }))[0]).toMatchObject({ sentAtUs: 30 });
  });

  it('are refused where nobody says whose action it was', () => {
    expect(() => historyOf([{ entry: 'overdue', id: 'x' }], [])).toThrow(
      'neither the journal nor the plan says who did action "x", and on what',
    );
  });
});
