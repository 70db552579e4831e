import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionTable } from '../../src/export/actions.js';
import { eventTable } from '../../src/export/happened.js';
import { groupTable, timelineTable } from '../../src/export/reported.js';
import { tableOf, type Piece } from '../../src/export/table.js';
import type { Action, HistoryEvent } from '../../src/history/action.js';
import { parseActions } from '../../src/history/ndjson.js';
import { actionOf, historyOf, hostileText } from '../report/fixture.js';
import { runs } from '../report/seed.js';
import { samples } from '../reporters/samples.js';

const textOf = (pieces: Iterable<Piece>): string => [...pieces].map(({ text }) => text).join('');
const plain = { judgementAt: null, head: null };

function recordsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true, record_delimiter: '\r\n' });
}

const text = fc.string({ unit: 'binary', maxLength: 20 });
const action: fc.Arbitrary<Action> = fc
  .record({ id: fc.nat(), user: text, resource: text, reason: text, step: fc.nat() })
  .map((changes) => actionOf(changes));

describe('actionTable', () => {
  it('writes lines that are read back as the same actions, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        const unique = actions.map((one, id) => ({ ...one, id }));
        const table = actionTable(historyOf(unique), {
          judgementAt: () => 'undecidable',
          head: { model: {} },
        });
        const lines = textOf(table.ndjson()).split('\n').slice(0, -1);
        const read = [...parseActions(lines)].map((line) => (line.kind === 'bad' ? line : line.action));
        expect(read).toEqual(unique);
      }),
      runs(100),
    );
  });

  it('writes cells that are read back as the same texts, but for those that a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 10 }), (actions) => {
        const records = recordsOf(textOf(actionTable(historyOf(actions), plain).csv()));
        expect(records.map(({ user }) => user)).toEqual(actions.map(({ user }) => defused(user)));
        expect(records.map(({ reason }) => reason)).toEqual(
          actions.map(({ reason }) => defused(reason ?? '')),
        );
        expect(records.map(({ sentAtUs }) => Number(sentAtUs))).toEqual(
          actions.map(({ sentAtUs }) => sentAtUs),
        );
      }),
      runs(100),
    );
  });

  it('begins with every field, and ends each line as RFC 4180 asks for', () => {
    const dropped = actionOf({ sentAtUs: null, settledAtUs: null, outcome: 'dropped', user: 'a,"b"\nc' });
    const csv = textOf(actionTable(historyOf([dropped]), { judgementAt: () => 'open', head: null }).csv());
    expect(csv).toBe(
      'id,user,resource,step,intendedAtUs,sentAtUs,settledAtUs,outcome,action,reason,retryAfterMs,serverAtUs,' +
        'cost,connection,node,group,phase,value,token,machine,judgement\r\n' +
        '0,"a,""b""\nc",r0,0,1000000,,,dropped,,,,,,,,,,,,,open\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('defuses %j', (attack) => {
    const csv = textOf(actionTable(historyOf([actionOf({ user: attack })]), plain).csv());
    expect(recordsOf(csv)[0]?.['user']).toBe(`'${attack}`);
  });

  it('says how to judge it in its first line, and what each action is judged', () => {
    const actions = [actionOf({ id: 0 }), actionOf({ id: 1 })];
    const head = { model: { name: 'cooldown' } };
    const table = actionTable(historyOf(actions), { judgementAt: (row) => `judged ${row}`, head });
    const lines = textOf(table.ndjson())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { 'x-judgement': 'judged 0', 'x-turnwise': head },
      { 'x-judgement': 'judged 1' },
    ]);
    expect(lines[1]).not.toHaveProperty('x-turnwise');
  });
});

/** What the export does to a text that a spreadsheet would run. */
function defused(cell: string): string {
  return /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/u.test(cell) ? `'${cell}` : cell;
}

describe('tables', () => {
  it('writes many rows in pieces, and none twice', () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => index);
    const columns = { n: (n: number) => n };
    const table = tableOf({ rows: numbers.length, each: () => numbers, columns, line: String });
    const pieces = [...table.ndjson()];
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.at(-1)?.rowsSoFar).toBe(5000);
    expect(textOf(table.ndjson())).toBe(`${numbers.join('\n')}\n`);
    expect(textOf(table.csv())).toBe(`n\r\n${numbers.join('\r\n')}\r\n`);
  });

  it('has a row for each resource, user and slice of time, with the numbers of the report', () => {
    const { failing } = samples;
    const rows = recordsOf(textOf(groupTable(failing.perResource).csv()));
    expect(rows.map(({ name, accepted }) => [name, Number(accepted)])).toEqual(
      failing.perResource.map(({ name, accepted }) => [name, accepted]),
    );
    expect(Number(rows[0]?.['accuracyLeast'])).toBe(failing.perResource[0]?.accuracyInterval?.[0]);
    const slices = textOf(timelineTable(failing).ndjson())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(slices).toEqual(failing.timeline);
  });

  it('has every event, whatever it holds, on one line', () => {
    const events: readonly HistoryEvent[] = [
      { kind: 'phase-started', atUs: 5, phase: 'rounds' },
      { kind: 'note', atUs: 6, text: `${hostileText}\u2028\u0085` },
      { kind: 'server-sample', atUs: 7, source: 'health', values: { users: 3 } },
    ];
    const table = eventTable(historyOf([], events));
    const lines = textOf(table.ndjson())
      .split(/[\n\r\u2028\u2029\u0085]/u)
      .slice(0, -1);
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(JSON.parse(JSON.stringify(events)));
    const rows = recordsOf(textOf(table.csv()));
    expect(rows[2]).toMatchObject({
      kind: 'server-sample',
      rest: '{"source":"health","values":{"users":3}}',
    });
  });
});
