import type { History } from '../../history/history.js';
import { dictionary, type Dictionary } from '../../history/dictionary.js';
import { outcomeKinds } from '../../history/outcome.js';
import { compare } from './intervals.js';
import type { ReceiptsByRow } from './receipts-of.js';

/** All connections of a run by number, and until when each of them was surely there. */
export interface Connections {
  readonly names: readonly string[];
  codeOf(name: string): number;
  /** On which each receipt arrived. */
  readonly ofReceipts: Int32Array;
  /** The number of the connection that sent a row, -1 where none is known. */
  readonly senders: Int32Array;
  /** Name of the user; empty where nothing says. */
  readonly users: readonly string[];
  /** Not there before: when it began to connect. */
  readonly openFromUs: Float64Array;
  /** Surely there from then on; `Infinity` where nobody saw it open. */
  readonly openedUs: Float64Array;
  /** Not there after; `Infinity` where nobody saw it end. */
  readonly endUs: Float64Array;
  /** It surely was open before this instant, and all that the server sent on it until then has arrived. */
  readonly sureUntilUs: Float64Array;
  /** All numbers, in the order in which they began to connect. */
  readonly byOpening: readonly number[];
  /** Whether the connection ended by no will of the user's own, so that a server may take up its session again. */
  readonly isLost: Uint8Array;
}

const dropped = outcomeKinds.indexOf('dropped');
const unknown = outcomeKinds.indexOf('unknown');

/**
 * Gathers the connections of a history. One that was lost may have been dead long before anybody noticed: it was
 * surely alive only until the send of the last action whose answer or broadcast came over it, because what
 * a server sends on a connection arrives in order. One that was never lost was open to the end.
 */
export function connectionsOf(history: History, receipts: ReceiptsByRow): Connections {
  const known = dictionary();
  const ends = endsOf(history, known);
  const senders = sendersOf(history, known);
  const { connections } = history.receipts;
  const codes = Int32Array.from(connections, (name) => known.codeOf(name));
  const count = known.texts.length;
  const openFromUs = filled(count, ends.openFromUs, -Infinity);
  const table = {
    names: known.texts,
    codeOf: (name: string) => known.codeOf(name),
    ofReceipts: history.receipts.connection.map((code) => codes[code]),
    senders,
    users: Array.from({ length: count }, (_, code) => ends.users.get(code) ?? ''),
    openFromUs,
    byOpening: known.texts
      .map((_, code) => code)
      .sort((a, b) => compare(openFromUs[a], openFromUs[b]) || a - b),
    openedUs: filled(count, ends.openedUs, Infinity),
    endUs: filled(count, ends.endUs, Infinity),
    sureUntilUs: new Float64Array(count),
    isLost: Uint8Array.from({ length: count }, (_, code) => (ends.lost.has(code) ? 1 : 0)),
  };
  return { ...table, sureUntilUs: sureUntil(history, table, ends, receipts) };
}

interface Ends {
  readonly users: Map<number, string>;
  readonly openFromUs: Map<number, number>;
  readonly openedUs: Map<number, number>;
  readonly endUs: Map<number, number>;
  readonly lost: Set<number>;
  /** On which something may have come that was taken for something else, or for nothing. */
  readonly untrusted: Set<number>;
}

function endsOf(history: History, known: Dictionary): Ends {
  const ends: Ends = {
    users: new Map(),
    openFromUs: new Map(),
    openedUs: new Map(),
    endUs: new Map(),
    lost: new Set(),
    untrusted: new Set(),
  };
  for (const event of history.events) {
    if (!('connection' in event)) continue;
    const code = known.codeOf(event.connection);
    if ('user' in event) ends.users.set(code, event.user);
    if (event.kind === 'connection-opened') {
      ends.openFromUs.set(code, event.atUs - event.connectUs);
      ends.openedUs.set(code, event.atUs);
    } else if (event.kind === 'connection-lost') {
      ends.endUs.set(code, event.atUs);
      ends.lost.add(code);
    } else if (event.kind === 'connection-closed') ends.endUs.set(code, event.atUs);
    else if (event.kind === 'connection-untrusted' || event.kind === 'broadcast-unread')
      ends.untrusted.add(code);
  }
  return ends;
}

function sendersOf(history: History, known: Dictionary): Int32Array {
  const codes = history.codes('connection');
  const byCode = new Map<number, number>();
  return codes.map((code) => {
    if (code < 0) return -1;
    const before = byCode.get(code);
    if (before !== undefined) return before;
    const sender = known.codeOf(history.text('connection', code));
    byCode.set(code, sender);
    return sender;
  });
}

function filled(count: number, values: ReadonlyMap<number, number>, otherwise: number): Float64Array {
  return Float64Array.from({ length: count }, (_, code) => values.get(code) ?? otherwise);
}

function sureUntil(
  history: History,
  { senders, endUs, ofReceipts }: Pick<Connections, 'senders' | 'endUs' | 'ofReceipts'>,
  { lost, untrusted }: Ends,
  receipts: ReceiptsByRow,
): Float64Array {
  const seenUntilUs = observedUntilUs(history);
  const sureUs = endUs.map((end, code) => (lost.has(code) ? -Infinity : Math.min(end, seenUntilUs)));
  const alive = (code: number, atUs: number): void => {
    if (lost.has(code) && atUs > sureUs[code]) sureUs[code] = atUs;
  };
  for (let row = 0; row < history.length; row++) {
    const kind = history.outcome[row];
    const isAnswered = kind !== dropped && kind !== unknown;
    if (isAnswered && senders[row] >= 0) alive(senders[row], history.sentAtUs[row]);
  }
  for (let index = 0; index < receipts.rows.length; index++)
    if (receipts.rows[index] >= 0) alive(ofReceipts[index], history.sentAtUs[receipts.rows[index]]);
  for (const code of untrusted) sureUs[code] = -Infinity;
  return sureUs;
}

/** A generator that stood still shortly before the end has not looked at what arrived meanwhile. */
const lookBackUs = 100_000;

/** Until when what arrived was surely seen: the end of the run; never, where the history broke off. */
function observedUntilUs({ events, complete }: History): number {
  const end = events.find((event) => event.kind === 'finished');
  if (end === undefined || !complete) return -Infinity;
  // Whatever arrived at the last instant itself was seen too.
  let untilUs = end.atUs + 1;
  for (const event of events.toReversed()) {
    if (event.kind !== 'hook-blocked' || event.atUs < untilUs - lookBackUs) continue;
    untilUs = Math.min(untilUs, event.atUs - event.blockedUs);
  }
  return untilUs;
}
