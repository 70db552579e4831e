import { gapsOf } from '../contention/gaps.js';
import { boundText } from '../duration-text.js';
import { keyRowsOf, othersBefore } from './key-rows.js';
import { didOf } from './tally.js';
import type { Telling } from './telling.js';
import { plainText, textOf, wordsOf } from './words.js';

/** The settings of turns, as far as sentences need them. */
interface Turns {
  readonly order: readonly string[];
  readonly timeoutUs: number | null;
}

/** Whose turn it was, and after which move; `null`: it was the first. */
interface Turn {
  readonly user: string;
  readonly after: number | null;
}

/** Whose turn it was when somebody else moved; `null`: recorded times alone do not show it. */
export function turnsAccepted(telling: Telling, blamed: number): string | null {
  const turns = turnsOf(telling);
  if (turns === null) return null;
  const { subject } = wordsOf(telling.history, telling.per, blamed);
  const accepted = `${subject} accepted ${didOf(telling, blamed)}`;
  const user = userOf(telling, blamed);
  if (!turns.order.includes(user)) return `${accepted}, who has no turn`;
  const turn = turnAt(telling, turns, blamed);
  if (turn === null || turn.user === user) return null;
  return `${accepted} although it was the turn of ${turnText(telling, turns, turn, blamed)}`;
}

/** Whose turn it was when it was refused, and why; `null` under any other model. */
export function turnsRefused(telling: Telling, reject: number): string | null {
  const turns = turnsOf(telling);
  if (turns === null) return null;
  const user = userOf(telling, reject);
  const turn = turnAt(telling, turns, reject);
  const text = turn?.user === user ? turnText(telling, turns, turn, reject) : plainText(user);
  return `it was the turn of ${text}`;
}

function turnsOf({ model }: Telling): Turns | null {
  const { order, timeoutUs } = model.parameters;
  if (model.name !== 'turns' || !Array.isArray(order)) return null;
  return { order: order.map(String), timeoutUs: typeof timeoutUs === 'number' ? timeoutUs : null };
}

function turnText(telling: Telling, { timeoutUs }: Turns, { user, after }: Turn, row: number): string {
  const { history } = telling;
  if (after === null) return `${plainText(user)}, who begins`;
  const name = textOf(history, 'user', after);
  const moved = `${plainText(user)}: ${name} had moved last`;
  if (timeoutUs === null) return moved;
  const agoUs = history.sentAtUs[row] - history.settledAtUs[after];
  return `${moved}, at least ${boundText(agoUs, 'down', 0)} before`;
}

/** Whose turn it was by the answers that came before, where it is certain which of them was the last. */
function turnAt(telling: Telling, turns: Turns, row: number): Turn | null {
  const { history, assumptions, widening } = telling;
  const { sentAtUs, settledAtUs } = history;
  if (assumptions.state === 'perProcess') return null;
  const isFresh = assumptions.initial === 'fresh';
  const others = othersBefore(telling, row);
  const [first] = turns.order;
  if (others.length === 0) return isFresh ? { user: first, after: null } : null;
  const last = others.reduce((one, other) => (settledAtUs[other] > settledAtUs[one] ? other : one));
  const widthUs = widening.beforeUs + widening.afterUs;
  const isBefore = (one: number, other: number): boolean => settledAtUs[one] + widthUs < sentAtUs[other];
  const isCertain =
    history.outcomeAt(last) === 'accepted' &&
    isBefore(last, row) &&
    others.every((other) => other === last || isBefore(other, last));
  if (!isCertain || (!isFresh && sentAtUs[last] - widthUs <= sentAtUs[keyRowsOf(telling, row)[0]]))
    return null;
  const at = turns.order.indexOf(userOf(telling, last));
  const passed = passedOn(telling, turns, last, row);
  if (at < 0 || passed === null) return null;
  return { user: turns.order[(at + 1 + passed) % turns.order.length], after: last };
}

/** How often the turn has passed on since a move; `null` where it may be this or that. */
function passedOn(telling: Telling, { timeoutUs }: Turns, last: number, row: number): number | null {
  if (timeoutUs === null) return 0;
  const { history, assumptions, widening } = telling;
  const { acceptUs, refuseUs } = gapsOf(timeoutUs, assumptions);
  if (acceptUs <= 0) return null;
  const widthUs = widening.beforeUs + widening.afterUs;
  const least = Math.floor((history.sentAtUs[row] - history.settledAtUs[last] - widthUs) / refuseUs);
  const most = Math.floor((history.settledAtUs[row] - history.sentAtUs[last] + widthUs) / acceptUs);
  return least === most ? least : null;
}

/** By name as the model knows it, which is not yet fit to be shown. */
function userOf({ history }: Telling, row: number): string {
  return history.actionAt(row).user;
}
