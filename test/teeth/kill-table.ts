import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { killsOf, triedShipped, type Kill } from './kills.js';

/** A row of the table in the docs. */
export interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  /** `null`: nobody outside can. */
  readonly by: string | null;
}

/** The table of the docs, row by row. */
export const rows = rowsOf(readFileSync(new URL('../../docs/mutants.md', import.meta.url), 'utf8'));

function rowsOf(text: string): readonly Row[] {
  let server = '';
  return text.split('\n').flatMap((line): Row[] => {
    server = /^### (.*)$/.exec(line)?.[1] ?? server;
    const cells = line.split('|').map((cell) => cell.trim());
    const [, bug] = /^`(.*)`$/.exec(cells[1] ?? '') ?? [];
    if (bug === undefined || server === '') return [];
    const [, by = null] = /^`(.*)`$/.exec(cells[4] ?? '') ?? [];
    return [{ name: `${server}/${bug}`, cells, by }];
  });
}

/** The scenarios that the table names. */
export const killers: readonly string[] = [...new Set(rows.flatMap(({ by }) => by ?? []))];

/** Plays the rows of some scenarios of the table, and compares. */
export function playTable(names: readonly string[]): void {
  describe.each(names)('%s', (by) => {
    const own = rows.filter((row) => row.by === by);
    const kills = new Map<string, Kill>();
    const accused: string[] = [];

    beforeAll(async () => {
      const tried = await triedShipped(
        by,
        own.map(({ name }) => name),
      );
      for (const [name, kill] of killsOf(by, tried)) kills.set(name, kill);
      accused.push(...tried.controls.flatMap(({ first }) => first?.because ?? []));
    });

    test('accuses no correct server', () => expect(accused).toEqual([]));

    test.each(own)('kills $name', ({ name, cells }) => {
      const { actions, meetings } = kills.get(name) ?? {};
      const isRace = cells[3] === 'meeting';
      expect(cells[5]).toBe(`${actions}${isRace ? `, ${meetings} met` : ''}`);
    });
  });
}
