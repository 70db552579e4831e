import type { Telling } from './telling.js';
import { plainText, wordsOf } from './words.js';

const namesMost = 6;

/** `8 actions of u0 (on r0 4 times, on r1 4 times)`: how many, whose, and who or where as often as each. */
export function tallyText(telling: Telling, rows: readonly number[]): string {
  const { history, per } = telling;
  const { whose } = wordsOf(history, per, rows[0]);
  const cost = costOf(telling, rows);
  const what = rows.length === 1 ? '1 action' : `${rows.length} actions`;
  const costing = cost === rows.length ? '' : ` that cost ${cost} together`;
  const names = namesText(telling, rows);
  return `${what}${whose}${costing}${names === '' ? '' : ` (${names})`}`;
}

/** How much of a limit some actions take together. */
export function costOf({ history }: Telling, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + history.costAt(row), 0);
}

/** Each name once, and how often; nothing where the sentence has already said all there is to say. */
function namesText(telling: Telling, rows: readonly number[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = nameOf(telling, row);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const all = [...counts];
  if (all.length === 1 && all[0][0] === '') return '';
  const shown = all.slice(0, namesMost);
  const more = rows.length - shown.reduce((sum, [, count]) => sum + count, 0);
  const names = shown.map(([name, count]) => `${name}${oftenText(count)}`).join(', ');
  return more === 0 ? names : `${names} and ${more} more`;
}

function oftenText(count: number): string {
  if (count === 1) return '';
  return count === 2 ? ' twice' : ` ${count} times`;
}

/** What tells an action from others of its key. */
function nameOf({ history, per }: Telling, row: number): string {
  const { name } = wordsOf(history, per, row);
  const { action = 'act' } = history.actionAt(row);
  if (action === 'act') return name;
  const did = plainText(action);
  if (name === '') return did;
  return name.startsWith('on ') ? `${did} ${name}` : `${did} by ${name}`;
}

/** One action by who did it, several by how many they are. */
export function eachText(telling: Telling, rows: readonly number[]): string {
  return rows.length === 1 ? didOf(telling, rows[0]) : tallyText(telling, rows);
}

/** Who, and what they did unless there is only one thing to do. */
export function didOf({ history, per }: Telling, row: number): string {
  const { act } = wordsOf(history, per, row);
  const { action = 'act' } = history.actionAt(row);
  return action === 'act' ? act : `${plainText(action)} by ${act}`;
}

/** From the first send to the last answer. */
export function spanUsOf({ history }: Telling, rows: readonly number[]): number {
  const fromUs = Math.min(...rows.map((row) => history.sentAtUs[row]));
  return Math.max(...rows.map((row) => history.settledAtUs[row])) - fromUs;
}
