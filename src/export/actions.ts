import { actionLine } from '../history/action-line.js';
import type { Action } from '../history/action.js';
import { actionFields } from '../history/fields.js';
import type { History } from '../history/history.js';
import { jsonLine } from './json-line.js';
import { tableOf, type Table } from './table.js';

/** What is said of actions besides what happened to them. */
export interface Judged {
  /** What the judge says of the action in a row; `null` where nobody could judge again. */
  readonly judgementAt: ((row: number) => string) | null;
  /** Stands in the first line, for whoever judges the file again; `null`: nothing. */
  readonly head: object | null;
}

interface Row {
  readonly action: Action;
  readonly judgement: string | null;
  readonly isFirst: boolean;
}

/**
 * Every action in order of sending, with all its fields. A line of NDJSON is what `turnwise check` reads; what only
 * turnwise says begins with `x-`, as other people's keys do there.
 */
export function actionTable(history: History, { judgementAt, head }: Judged): Table {
  const columns = Object.fromEntries(
    actionFields.map((field) => [field, ({ action }: Row) => action[field]]),
  );
  return tableOf<Row>({
    rows: history.length,
    *each() {
      for (let row = 0; row < history.length; row++)
        yield {
          action: history.actionAt(row),
          judgement: judgementAt?.(row) ?? null,
          isFirst: row === 0,
        };
    },
    columns: { ...columns, judgement: ({ judgement }) => judgement },
    line: ({ action, judgement, isFirst }) => {
      const besides = {
        ...(judgement !== null && { 'x-judgement': judgement }),
        ...(isFirst && head !== null && { 'x-turnwise': head }),
      };
      const more = jsonLine(besides).slice(1);
      return more === '}' ? actionLine(action) : `${actionLine(action).slice(0, -1)},${more}`;
    },
  });
}
