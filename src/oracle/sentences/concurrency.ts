import { boundText } from '../duration-text.js';
import { keyRowsOf, mayCount, othersBefore } from './key-rows.js';
import { didOf, spanUsOf, tallyText } from './tally.js';
import type { Telling } from './telling.js';
import { plainText, wordsOf } from './words.js';

/** How many slots were taken when one was refused; `null` where recorded times alone do not show it. */
export function slotsRefused(telling: Telling, reject: number): string | null {
  const limit = limitOf(telling);
  if (limit === null) return null;
  if (isRelease(telling, reject)) return `${plainText(userOf(telling, reject))} held a slot`;
  const taken = takenMost(telling, reject);
  if (taken >= limit) return null;
  if (taken === 0) return 'no slot was taken';
  return taken === 1 ? 'at most 1 slot was taken' : `at most ${taken} slots were taken`;
}

/** How many slots were given although fewer were given back; `null` where recorded times alone do not show it. */
export function slotsAccepted(telling: Telling, rows: readonly number[]): string | null {
  const limit = limitOf(telling);
  if (limit === null) return null;
  const { history, per } = telling;
  const blamed = rows[rows.length - 1];
  const { subject } = wordsOf(history, per, blamed);
  if (isRelease(telling, blamed)) {
    const user = userOf(telling, blamed);
    const held = othersBefore(telling, blamed).some(
      (row) => !isRelease(telling, row) && userOf(telling, row) === user,
    );
    return held ? null : `${subject} accepted ${didOf(telling, blamed)}, who had never taken a slot`;
  }
  const taken = takenLeast(telling, blamed);
  if (taken >= limit)
    return `${subject} accepted ${didOf(telling, blamed)} although ${taken === 1 ? '1 slot was' : `${taken} slots were`} taken`;
  if (rows.length < 2 || rows.some((row) => isRelease(telling, row) || history.outcomeAt(row) !== 'accepted'))
    return null;
  const back = releasesAmong(telling, rows);
  if (rows.length <= limit + back) return null;
  const spanUs = spanUsOf(telling, rows);
  const given = `${subject} accepted ${tallyText(telling, rows)} within ${boundText(spanUs, 'up', 2 * spanUs + 1)}`;
  const releases = ['no release', '1 release'][back] ?? `${back} releases`;
  return `${given}, with ${back === 0 ? '' : 'at most '}${releases} of theirs in that time`;
}

function limitOf({ model, assumptions }: Telling): number | null {
  const { limit } = model.parameters;
  const isKnown = assumptions.initial === 'fresh' && assumptions.state === 'durable';
  return model.name === 'concurrency' && typeof limit === 'number' && isKnown ? limit : null;
}

/** How many releases may have been accepted while some users got slots. */
function releasesAmong(telling: Telling, rows: readonly number[]): number {
  const { history } = telling;
  const users = new Set(rows.map((row) => userOf(telling, row)));
  const fromUs = Math.min(...rows.map((row) => history.sentAtUs[row]));
  const untilUs = Math.max(...rows.map((row) => history.settledAtUs[row]));
  let count = 0;
  for (const row of keyRowsOf(telling, rows[0]))
    if (mayCount(history, row) && isRelease(telling, row) && users.has(userOf(telling, row)))
      if (history.sentAtUs[row] <= untilUs && history.settledAtUs[row] >= fromUs) count++;
  return count;
}

/** How many slots can have been taken: all that were given, less those that were certainly given back. */
function takenMost(telling: Telling, row: number): number {
  const { history } = telling;
  const { sentAtUs, settledAtUs } = history;
  const holding = new Map<string, number>();
  for (const other of othersBefore(telling, row)) {
    const user = userOf(telling, other);
    const held = holding.get(user) ?? 0;
    const isBack = history.outcomeAt(other) === 'accepted' && settledAtUs[other] <= sentAtUs[row];
    // A release that comes before all that it could give back gives back nothing.
    if (!isRelease(telling, other)) holding.set(user, held + 1);
    else if (isBack && held > 0) holding.set(user, held - 1);
  }
  return [...holding.values()].reduce((sum, held) => sum + held, 0);
}

/** How many slots were certainly taken: all that were given before, less those that may have been given back. */
function takenLeast(telling: Telling, row: number): number {
  const { history } = telling;
  const holding = new Map<string, number>();
  for (const other of othersBefore(telling, row)) {
    const user = userOf(telling, other);
    const isGiven =
      history.outcomeAt(other) === 'accepted' && history.settledAtUs[other] <= history.sentAtUs[row];
    if (isRelease(telling, other)) holding.set(user, (holding.get(user) ?? 0) - 1);
    else if (isGiven) holding.set(user, (holding.get(user) ?? 0) + 1);
  }
  return [...holding.values()].reduce((sum, held) => sum + Math.max(0, held), 0);
}

const isRelease = ({ history }: Telling, row: number): boolean => history.actionAt(row).action === 'release';
/** As the model knows it, which is not yet fit to be shown. */
const userOf = ({ history }: Telling, row: number): string =>
  history.text('user', history.codes('user')[row]);
