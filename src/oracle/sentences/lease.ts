import { gapsOf } from '../contention/gaps.js';
import { boundText } from '../duration-text.js';
import { othersBefore } from './key-rows.js';
import { didOf } from './tally.js';
import type { Telling } from './telling.js';
import { plainText, wordsOf } from './words.js';

/** Why a lease had to be given, renewed or released, as the recorded times show it; `null` under any other model. */
export function leaseRefused(telling: Telling, reject: number): string | null {
  const ttlUs = ttlOf(telling);
  if (ttlUs === null) return null;
  return isHolders(telling, reject) ? heldText(telling, reject, ttlUs) : freeText(telling, reject, ttlUs);
}

/** Who held the lease that was given again, or that somebody else renewed; `null`: recorded times alone do not show it. */
export function leaseAccepted(telling: Telling, rows: readonly number[]): string | null {
  const ttlUs = ttlOf(telling);
  if (ttlUs === null) return null;
  const blamed = rows[rows.length - 1];
  const { subject } = wordsOf(telling.history, telling.per, blamed);
  const accepted = `${subject} accepted ${didOf(telling, blamed)}`;
  if (rows.length === 2 && isHeldSince(telling, rows[0], blamed, ttlUs)) {
    const holder = nameOf(telling, rows[0]);
    const apart = boundText(apartUs(telling, rows[0], blamed), 'up', ttlUs);
    return `${accepted} while ${holder} held it, who had ${tookText(telling, rows[0])} it at most ${apart} before`;
  }
  if (!isHolders(telling, blamed)) return null;
  const own = lostText(telling, blamed, ttlUs);
  return own === null ? null : `${accepted} although ${own}`;
}

function ttlOf({ model }: Telling): number | null {
  const { ttlUs } = model.parameters;
  return model.name === 'lease' && typeof ttlUs === 'number' ? ttlUs : null;
}

/** Nobody held it: the last lease had run out, or was given back. */
function freeText(telling: Telling, reject: number, ttlUs: number): string {
  const { history } = telling;
  const others = othersBefore(telling, reject);
  const takers = others.filter((row) => !isRelease(telling, row));
  const last = latest(history.settledAtUs, takers);
  if (last === null) return isFresh(telling) ? 'nobody had ever held it' : 'nobody can have held it';
  const idleUs = sinceUs(telling, last, reject);
  const may = history.outcomeAt(last) === 'accepted' ? '' : 'may have ';
  const took = `${nameOf(telling, last)} was the last who ${may}${tookText(telling, last)} it`;
  if (idleUs >= ttlUs) return `nobody held it: ${took}, at least ${boundText(idleUs, 'down', ttlUs)} before`;
  const released = lastRelease(telling, others, reject);
  if (released !== null && takers.every((row) => isOver(telling, row, reject, released, ttlUs)))
    return `nobody held it: ${nameOf(telling, released)} had released it at least ${agoText(telling, released, reject)} before`;
  return 'nobody can have held it';
}

/** Whether a lease was taken before it was certainly released, or has run out. */
function isOver(telling: Telling, row: number, reject: number, released: number, ttlUs: number): boolean {
  const { history } = telling;
  return history.settledAtUs[row] < history.sentAtUs[released] || sinceUs(telling, row, reject) >= ttlUs;
}

/** It was the user's own. */
function heldText(telling: Telling, reject: number, ttlUs: number): string {
  const name = nameOf(telling, reject);
  const holds = othersBefore(telling, reject).filter((row) => isSameUser(telling, row, reject));
  const hold = latest(
    telling.history.settledAtUs,
    holds.filter((row) => isHeldSince(telling, row, reject, ttlUs)),
  );
  if (hold === null) return `${name} held it`;
  const apart = boundText(apartUs(telling, hold, reject), 'up', ttlUs);
  return `${name} held it and had ${tookText(telling, hold)} it at most ${apart} before`;
}

/** Why a user who renewed or released had nothing to renew or release. */
function lostText(telling: Telling, blamed: number, ttlUs: number): string | null {
  const { history } = telling;
  const name = nameOf(telling, blamed);
  const own = othersBefore(telling, blamed).filter((row) => isSameUser(telling, row, blamed));
  const takers = own.filter((row) => !isRelease(telling, row));
  const last = latest(history.settledAtUs, takers);
  if (last === null) return isFresh(telling) ? `${name} had never acquired it` : null;
  const idleUs = sinceUs(telling, last, blamed);
  const { refuseUs } = gapsOf(ttlUs, telling.assumptions);
  if (idleUs >= refuseUs)
    return `${name} had last ${tookText(telling, last)} it at least ${boundText(idleUs, 'down', ttlUs)} before`;
  const released = lastRelease(telling, own, blamed);
  if (released === null || takers.some((row) => history.settledAtUs[row] >= history.sentAtUs[released]))
    return null;
  return `${name} had released it at least ${agoText(telling, released, blamed)} before`;
}

/** Whether an accept gave a lease that nobody can have ended before another answer. */
function isHeldSince(telling: Telling, hold: number, row: number, ttlUs: number): boolean {
  const { history } = telling;
  if (history.outcomeAt(hold) !== 'accepted' || isRelease(telling, hold)) return false;
  if (history.settledAtUs[hold] > history.sentAtUs[row] || apartUs(telling, hold, row) >= ttlUs) return false;
  return !othersBefore(telling, row).some(
    (other) =>
      isRelease(telling, other) &&
      isSameUser(telling, other, hold) &&
      history.settledAtUs[other] >= history.sentAtUs[hold],
  );
}

function lastRelease(telling: Telling, others: readonly number[], row: number): number | null {
  const { history } = telling;
  const releases = others.filter(
    (other) =>
      isRelease(telling, other) &&
      history.outcomeAt(other) === 'accepted' &&
      history.settledAtUs[other] <= history.sentAtUs[row],
  );
  return latest(history.sentAtUs, releases);
}

const actionOf = ({ history }: Telling, row: number): string => history.actionAt(row).action ?? 'act';
const isRelease = (telling: Telling, row: number): boolean => actionOf(telling, row) === 'release';
const isHolders = (telling: Telling, row: number): boolean =>
  isRelease(telling, row) || actionOf(telling, row) === 'renew';
const tookText = (telling: Telling, row: number): string =>
  actionOf(telling, row) === 'renew' ? 'renewed' : 'acquired';
const nameOf = ({ history }: Telling, row: number): string => plainText(history.actionAt(row).user);

const isSameUser = ({ history }: Telling, row: number, other: number): boolean =>
  history.codes('user')[row] === history.codes('user')[other];

/** Whether the history knows all there ever was of the keys. */
const isFresh = ({ assumptions }: Telling): boolean =>
  assumptions.initial === 'fresh' && assumptions.state === 'durable';

/** At most so long from one decision to the next. */
const apartUs = ({ history }: Telling, first: number, second: number): number =>
  history.settledAtUs[second] - history.sentAtUs[first];

/** At least so long from one decision to the next. */
function sinceUs({ history, widening }: Telling, first: number, second: number): number {
  return history.sentAtUs[second] - widening.beforeUs - widening.afterUs - history.settledAtUs[first];
}

function agoText({ history }: Telling, first: number, second: number): string {
  return boundText(history.sentAtUs[second] - history.settledAtUs[first], 'down', 0);
}

function latest(times: Float64Array, rows: readonly number[]): number | null {
  let last: number | null = null;
  for (const row of rows) if (last === null || times[row] >= times[last]) last = row;
  return last;
}
