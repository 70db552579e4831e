import type { History } from '../../history/history.js';
import type { Assumptions } from '../../models/assumptions.js';
import type { Attempt, Model } from '../../models/model.js';
import type { KeyFields } from './claims.js';

/** What a row of a history says, as far as it is believed. */
export interface Testimony {
  readonly id: string | number;
  readonly key: KeyFields;
  /** The server decided in the closed `[startUs, endUs]`, if it decided at all. */
  readonly startUs: number;
  readonly endUs: number;
  readonly answer: 'accept' | 'reject' | 'unknown';
  readonly attempt: Attempt;
}

/** Reads rows one by one; `null` for what was never sent. */
export type Witness = (row: number) => Testimony | null;

/**
 * Windows widen as the assumptions say: by a tick to the left, by the resolution and the offset of
 * several machines on both sides; what nobody saw answered is over after the horizon. Errors, and
 * whatever was answered on a connection whose answers went astray, say nothing.
 */
export function witnessOf(history: History, { per }: Model, assumptions: Assumptions): Witness {
  const { tickUs, resolutionUs, offsetBoundUs, horizonUs } = assumptions;
  const machines = new Set(history.codes('machine'));
  const afterUs = resolutionUs + (machines.size > 1 ? offsetBoundUs : 0);
  const astray = new Set(
    history.events.flatMap((event) => (event.kind === 'connection-untrusted' ? [event.connection] : [])),
  );
  return (row) => {
    const action = history.actionAt(row);
    const { sentAtUs, outcome, connection } = action;
    if (sentAtUs === null || outcome === 'dropped') return null;
    const isAstray = connection !== undefined && astray.has(connection);
    const isAnswer = !isAstray && (outcome === 'accepted' || outcome === 'rejected');
    const settledUs = isAstray ? Infinity : Math.max(sentAtUs, action.settledAtUs ?? Infinity);
    const overUs = isAnswer || horizonUs === null ? settledUs : Math.min(settledUs, sentAtUs + horizonUs);
    return {
      id: action.id,
      key: per.map((field) => (field === 'action' ? (action.action ?? 'act') : (action[field] ?? null))),
      startUs: sentAtUs - tickUs - afterUs,
      endUs: overUs + afterUs,
      answer: !isAnswer ? 'unknown' : outcome === 'accepted' ? 'accept' : 'reject',
      attempt: { ...action, action: action.action ?? 'act', cost: action.cost ?? 1 },
    };
  };
}

/** Whether nobody else can have touched the keys; if not, refusals prove nothing and others come in between. */
export const isAlone = ({ exclusive, complete }: Assumptions): boolean => exclusive && complete;

/** Why the windows alone do not tell what the server remembered; `null` when they do. */
export function forgetfulness(history: History, { state }: Assumptions): string | null {
  if (state === 'durable') return null;
  const lost = history.events.find(({ kind }) => kind === 'server-restarted' || kind === 'connection-lost');
  if (lost === undefined) return null;
  return 'the server may have lost its memory on the way, which this verifier does not follow';
}
