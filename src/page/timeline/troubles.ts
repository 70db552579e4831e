import type { Actions } from '../../reporters/html/page-data.js';
import { firstWrong } from './looks.js';

/** What a reader goes through one by one: a violation that is shown, or a wrong answer that is in none. */
export interface Trouble {
  /** Whom it is about: the blamed action. */
  readonly row: number;
  /** An index into the violations; -1: in none. */
  readonly violation: number;
}

/** All of them by the time of sending. */
export function troublesOf(actions: Actions, look: Uint8Array): readonly Trouble[] {
  const found: Trouble[] = [];
  const blamed = new Set<number>();
  for (const [violation, rows] of actions.violations.entries()) {
    const row = rows.findLast((one) => one >= 0) ?? -1;
    if (row < 0 || row >= actions.count) continue;
    blamed.add(row);
    found.push({ row, violation });
  }
  for (let row = 0; row < actions.count; row++) {
    if (look[row] >= firstWrong && !blamed.has(row)) found.push({ row, violation: -1 });
  }
  return found.sort((a, b) => a.row - b.row || a.violation - b.violation);
}

/** The next of them behind what is chosen now, in the direction, going round; `null` where there is none. */
export function troubleAfter(
  troubles: readonly Trouble[],
  now: { readonly row: number; readonly violation: number },
  step: 1 | -1,
): Trouble | null {
  if (troubles.length === 0) return null;
  const here = troubles.findIndex(({ row, violation }) => row === now.row && violation === now.violation);
  if (here >= 0) return troubles[(here + step + troubles.length) % troubles.length];
  const behind = troubles.findIndex(({ row }) => row > now.row);
  if (step === 1) return troubles[Math.max(0, behind)];
  return troubles[(behind < 0 ? troubles.length : behind + troubles.length - 1) % troubles.length] ?? null;
}

/** 1 for each row that is in a violation. */
export function violationRows({ count, violations }: Actions): Uint8Array {
  const found = new Uint8Array(count);
  for (const row of violations.flat()) if (row >= 0 && row < count) found[row] = 1;
  return found;
}

/** From the first send to the last answer of some actions; what has no answer ends with its send. */
export function stretchOf(
  { sentAtUs, settledAtUs }: Actions,
  rows: readonly number[],
): readonly [number, number] {
  const ends = rows.map((row) => (settledAtUs[row] === Infinity ? sentAtUs[row] : settledAtUs[row]));
  const from = rows.reduce((least, row) => Math.min(least, sentAtUs[row]), Infinity);
  return [from, ends.reduce((most, us) => Math.max(most, us), -Infinity)];
}
